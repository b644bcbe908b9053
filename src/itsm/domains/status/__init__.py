"""Service status: what works, what does not, what is planned, and who is affected."""
