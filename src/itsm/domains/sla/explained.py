"""Explanation lines as they are answered: instants as UTC times, with the local wall time beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.explain import Line
from itsm.domains.sla.engine.instants import to_moment
from itsm.domains.sla.schemas import LineRead


def lines_read(lines: Iterable[Line], zone: ZoneInfo) -> list[LineRead]:
    """Return the lines for an answer."""
    return [_line_read(line, zone) for line in lines]


def _line_read(line: Line, zone: ZoneInfo) -> LineRead:
    return LineRead(
        kind=line.kind,
        first_day=line.first_day,
        last_day=line.last_day,
        starts_at=to_moment(line.starts_at) if line.starts_at is not None else None,
        ends_at=to_moment(line.ends_at) if line.ends_at is not None else None,
        local_from=_local(line.starts_at, line.zone or zone),
        local_to=_local_end(line, line.zone or zone),
        timezone=(line.zone or zone).key,
        seconds=line.seconds,
        total_seconds=line.total_seconds,
        label=line.label,
    )


def _local(instant: int | None, zone: ZoneInfo) -> str | None:
    return datetime.fromtimestamp(instant, zone).strftime("%H:%M") if instant is not None else None


def _local_end(line: Line, zone: ZoneInfo) -> str | None:
    """Return the wall time at the end; midnight after the last day reads 24:00."""
    if line.ends_at is None:
        return None
    local = datetime.fromtimestamp(line.ends_at, zone)
    is_midnight_after = local.date() > line.last_day and (local.hour, local.minute) == (0, 0)
    return "24:00" if is_midnight_after else local.strftime("%H:%M")
