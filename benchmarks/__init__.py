"""What is measured, how, and against what. Run with `make bench`."""
