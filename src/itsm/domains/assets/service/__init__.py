"""Use cases of the asset register."""
