"""Demonstration data: Madison88 in miniature, so that a visitor meets a working desk."""
