"""Dashboards that are mailed by the clock, with the figures their reader sees at that moment."""
