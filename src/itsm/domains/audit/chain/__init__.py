"""The seal over the audit trail: a keyed chain of blocks, anchored outside the database."""
