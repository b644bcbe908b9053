"""Service levels: business calendars, policies, clocks and their timers."""
