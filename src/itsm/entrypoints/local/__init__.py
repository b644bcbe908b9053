"""The one-machine edition: an embedded PostgreSQL and Redis, and a supervisor for our own processes."""
