"""Use cases of changes."""
