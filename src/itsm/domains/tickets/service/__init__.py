"""What can be done to tickets, one use case a file. Every write takes the unit of work and its actor."""
