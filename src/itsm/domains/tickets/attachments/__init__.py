"""Files on a ticket."""
