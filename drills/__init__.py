"""Breaks parts of a running desk on purpose, one experiment after another, and counts what was lost: `make drills`."""
