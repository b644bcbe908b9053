"""PostgreSQL: the engine, the declarative base, the tables the platform itself needs."""
