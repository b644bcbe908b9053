"""Lists, counts and joins for reading."""
