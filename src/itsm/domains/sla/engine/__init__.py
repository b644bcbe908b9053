"""Pure time-keeping of service levels: no database, no network, no clock of its own.

Instants are integer seconds since 1970-01-01 UTC, durations are integer seconds.
"""
