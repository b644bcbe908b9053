"""The rooms: one folder a noun. ARCHITECTURE.md shows which may call which."""
