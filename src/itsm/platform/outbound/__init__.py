"""The one HTTP client for calls out of the house: whom it may call, how long, how much."""
