"""Background work: a table of jobs written in the business transaction, and the workers that empty it."""
