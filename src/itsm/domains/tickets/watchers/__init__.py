"""People who follow a ticket without working it."""
