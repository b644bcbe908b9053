"""`python -m itsm` is the command line."""

from itsm.entrypoints.cli import main

main()
