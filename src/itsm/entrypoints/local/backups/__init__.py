"""Backups of the embedded installation: a copy of the database a day, its log as it is written, files and secrets."""
