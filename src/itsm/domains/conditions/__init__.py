"""What rules may ask of a ticket."""
