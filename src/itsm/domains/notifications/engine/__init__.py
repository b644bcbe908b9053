"""Decisions of this room: no database, no web."""
