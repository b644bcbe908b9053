"""One thing done to many tickets: at once or by a job, with what became of each, and taken back."""
