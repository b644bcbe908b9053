"""What is measured, by what it is split, and which panels and pages show it."""
