"""Which months the table has and should have, pure: bounds as PostgreSQL writes them, and plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

AHEAD: Final = 3
"""So many months beyond the present one exist: a desk whose workers rest for a quarter goes on writing."""
_BOUNDS: Final = re.compile(r"FOR VALUES FROM \((?:MINVALUE|'(?P<lower>[^']+)')\) TO \('(?P<upper>[^']+)'\)")
_NAME: Final = re.compile(r"audit_entries_[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Month:
    """A partition: from `lower` (None: whatever is earlier) to before `upper`."""

    name: str
    lower: datetime | None
    upper: datetime


def read_months(rows: Sequence[tuple[str, str]]) -> list[Month]:
    """Return the partitions of (name, bounds in UTC) in order, without the one for what has no month."""
    found = []
    for name, bounds in rows:
        match = _BOUNDS.fullmatch(bounds)
        if match and _NAME.fullmatch(name):
            lower = match["lower"]
            found.append(
                Month(name, datetime.fromisoformat(lower) if lower else None, datetime.fromisoformat(match["upper"]))
            )
    return sorted(found, key=lambda month: month.upper)


def month_after(at: datetime) -> datetime:
    """Return the beginning of the month after the one `at` lies in."""
    at = at.astimezone(UTC)
    return datetime(at.year + at.month // 12, at.month % 12 + 1, 1, tzinfo=UTC)


def to_come(months: Sequence[Month], now: datetime) -> list[Month]:
    """Return the months to make so that `AHEAD` exist beyond the present one."""
    until = month_after(now)
    for _ in range(AHEAD):
        until = month_after(until)
    made: list[Month] = []
    upper = months[-1].upper
    while upper < until:
        lower, upper = upper, month_after(upper)
        made.append(month_from(lower, upper))
    return made


def month_from(lower: datetime, upper: datetime) -> Month:
    """Return the month, or several, that begin at `lower`."""
    return Month(f"audit_entries_p{lower:%Y_%m}", lower, upper)


def oldest_to_go(months: Sequence[Month], before: datetime) -> list[Month]:
    """Return the partitions to let go together: what was carried over and the oldest month that ended in time.

    Empty where none did. One month at a time, so that no step is long; the month that is being written never goes.
    """
    ended = [month for month in months[:-1] if month.upper <= before]
    if not ended or not _is_carried(ended[0]):
        return ended[:1]
    return ended[:2] if len(ended) > 1 else []


def _is_carried(month: Month) -> bool:
    return month.name.startswith("audit_entries_kept")


def carried_name(upper: datetime) -> str:
    """Return what the partition is called that takes what may not go with its month."""
    return f"audit_entries_kept_{upper:%Y_%m}"
