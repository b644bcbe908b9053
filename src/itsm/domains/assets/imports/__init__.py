"""Bringing assets in from files and inventories, and taking that back."""
