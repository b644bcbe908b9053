"""Where the bytes of files are kept: a port, and behind it the disk of this machine or an object store."""
