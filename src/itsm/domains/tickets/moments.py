"""Moments of a list, from the driver's eight bytes straight to how they are answered.

A page holds 250 of them, and to make a datetime of each costs as much as all its other columns together. Screens ask
for the same pages all day, so most moments were written out before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

_KEPT: Final = 50_000
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def raw_moment(column: str) -> str:
    """Return the SQL that reads a `timestamptz` column as it travels: microseconds since 2000, eight bytes."""
    return f"timestamptz_send({column})"


class _Written(dict[bytes | None, str | None]):
    """Raw moments as JSON has them, written when first asked for; about 8 MiB at most."""

    def __missing__(self, raw: bytes | None) -> str | None:
        """Write a moment that was not asked for before."""
        if raw is None:
            return None
        moment = _EPOCH + timedelta(microseconds=int.from_bytes(raw, "big", signed=True))
        written = moment.isoformat().removesuffix("+00:00") + "Z"
        if len(self) >= _KEPT:
            self.clear()
        self[raw] = written
        return written


WRITTEN: Final = _Written()
"""What raw moments are in JSON, as `jsonio` writes datetimes."""
