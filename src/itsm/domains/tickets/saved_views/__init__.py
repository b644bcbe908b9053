"""Ways of looking at the queue that people keep: their own, their team's, everybody's; with how many are in each."""
