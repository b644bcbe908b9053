"""Time that people spent on a ticket: minutes, a word about what was done, who, on which day."""
