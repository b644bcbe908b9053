"""Pure: what a past would have come to, and how two contents differ."""
