"""What this room does when it hears news, its own and that of its clocks."""
