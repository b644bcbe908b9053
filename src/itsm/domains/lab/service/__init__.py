"""Use cases of the lab."""
