"""What a file brings in: which column means what, what a cell says, what becomes of a row. Pure."""
