"""A desk filled to a size: for trying it out, and for measuring."""
