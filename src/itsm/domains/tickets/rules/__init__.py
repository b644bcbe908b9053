"""Tickets as rules see them."""
