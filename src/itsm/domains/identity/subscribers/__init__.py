"""What identity does about its own news."""
