"""Use cases of identity, one file each."""
