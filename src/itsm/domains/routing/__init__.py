"""Routing: which team and which agent gets a ticket, and why."""
