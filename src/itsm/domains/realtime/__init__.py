"""Live updates: what happened reaches the open screens that may know of it."""
