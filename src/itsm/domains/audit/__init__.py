"""The audit trail: append-only entries made from events."""
