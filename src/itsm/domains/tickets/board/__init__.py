"""Who of a team has how much, what nobody has, what is about to be late, what waits for a decision."""
