"""Where the bytes of files are kept: a port, and the disk of this machine behind it."""
