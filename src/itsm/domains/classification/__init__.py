"""Classification: which priority a ticket has, and why."""
