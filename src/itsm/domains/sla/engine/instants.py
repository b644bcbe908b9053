"""Instants of the engine (integer seconds since 1970 UTC) from and to aware datetimes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def to_instant(moment: datetime) -> int:
    """Return whole seconds since 1970 UTC; the fraction of a second is dropped.

    Raises ValueError for a naive datetime: its zone would be a guess.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (moment - EPOCH) // SECOND


def to_moment(instant: int) -> datetime:
    """Return the aware UTC datetime of an instant."""
    return EPOCH + timedelta(seconds=instant)


def year_of(instant: int) -> int:
    """Return the UTC year of an instant."""
    return to_moment(instant).year


def year_start(year: int) -> int:
    """Return the instant at which a UTC year begins."""
    return to_instant(datetime(year, 1, 1, tzinfo=UTC))
