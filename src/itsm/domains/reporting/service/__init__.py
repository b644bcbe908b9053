"""Use cases: one panel, and the fixed reports made of the same figures."""
