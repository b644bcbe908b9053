"""What requesters think of how their ticket was resolved."""
