"""Accounts as the interface shows them: a person with their teams and their sign-in."""
