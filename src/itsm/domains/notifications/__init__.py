"""Telling people: mail from templates, kept as deliveries that can be read and sent again."""
