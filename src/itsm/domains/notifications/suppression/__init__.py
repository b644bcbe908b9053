"""Addresses that get no mail: those where nobody is, and those an administrator named."""
