"""Tickets: what people ask of IT, who works it, how far it is, and why everything was decided as it was."""
