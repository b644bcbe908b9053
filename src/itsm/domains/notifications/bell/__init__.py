"""The bell: what happened, in the app."""
