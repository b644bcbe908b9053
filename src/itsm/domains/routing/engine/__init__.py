"""The decisions of routing, pure: `teams` chooses a team, `agents` an agent of it."""
