"""Outgoing webhooks: other systems are told what happens, signed."""
