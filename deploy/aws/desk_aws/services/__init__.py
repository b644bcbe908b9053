"""The desk's own processes."""
