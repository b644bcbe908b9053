"""Reactions to this room's own news."""
