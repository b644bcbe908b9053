"""Where processes start: the web server, the worker, the command line, the one-machine edition."""
