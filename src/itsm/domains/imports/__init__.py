"""Brings tickets of other desks in, through the same services that serve people."""
