"""The Madison88 service desk."""

__version__ = "0.1.0"
