"""Conditions as trees of typed fields: parsed, checked, compiled, explained. Pure."""
