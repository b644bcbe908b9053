"""What keeps the desk running, for administrators: outbox, jobs, health."""
