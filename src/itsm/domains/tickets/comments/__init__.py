"""What is said on a ticket: replies that the requester reads, and notes that only staff read."""
