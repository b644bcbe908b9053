"""One module an experiment; the numbers are those of the table in docs/reliability.md."""
