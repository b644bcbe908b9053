"""Say how a due date came about, line by line, as data a screen can put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.working_time import LocalDays, WorkingTime
from itsm.domains.sla.enums import LineKind

MAX_LINES = 200
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the walk from start to due.

    `first_day` and `last_day` are local dates; `starts_at` and `ends_at` are instants and absent on
    lines about whole closed days; `seconds` is what the line counts, `total_seconds` what has been
    counted up to its end. `zone` is the wall clock of the line where it is not the calendar's.
    """

    kind: LineKind
    first_day: date
    last_day: date
    starts_at: int | None
    ends_at: int | None
    seconds: int
    total_seconds: int
    label: str | None = None
    zone: ZoneInfo | None = None


def explain_due(calendar: WorkingTime, start: int, seconds: int) -> tuple[Line, ...]:
    """Return the lines from a start to the instant at which the seconds are used up."""
    return explain_between(calendar, start, calendar.add(start, seconds))


def explain_between(calendar: WorkingTime, start: int, end: int, counted: int = 0) -> tuple[Line, ...]:
    """Return the lines between two instants, at most `MAX_LINES` and one that sums up the rest.

    `counted` seconds were counted before and enter the running total.
    """
    lines: list[Line] = []
    for line in _walk(calendar, start, end):
        counted += line.seconds
        if len(lines) <= MAX_LINES:
            lines.append(replace(line, total_seconds=counted))
        else:
            lines[-1] = _summed(lines[-1], line, counted)
    return tuple(lines)


def paused_line(calendar: WorkingTime, start: int, end: int, counted: int, reason: str | None) -> Line:
    """Return the line of a pause."""
    first, last = _local_day(calendar, start), _local_day(calendar, end)
    return Line(LineKind.PAUSED, first, last, start, end, 0, counted, reason)


def carried_line(calendar: WorkingTime, start: int, seconds: int) -> Line:
    """Return the line of what an earlier cycle had already used when this one began."""
    day = _local_day(calendar, start)
    return Line(LineKind.CARRIED, day, day, start, start, seconds, seconds)


def _summed(last: Line, line: Line, counted: int) -> Line:
    """Fold a line that no longer fits into the last one."""
    return replace(
        last,
        kind=LineKind.MORE,
        last_day=line.last_day,
        ends_at=line.ends_at or last.ends_at,
        seconds=last.seconds + line.seconds,
        total_seconds=counted,
        label=None,
    )


def _walk(calendar: WorkingTime, start: int, end: int) -> Iterator[Line]:
    """Yield worked lines and, between them, the closed days; totals are filled in later."""
    next_day = _local_day(calendar, start)
    for piece in calendar.pieces(start, end):
        opens, closes = piece.opens, piece.closes
        yield from _closed_days(calendar.definition, next_day, _local_day(calendar, opens))
        first, last = _day_in(piece.zone, opens), _day_in(piece.zone, closes - 1)
        label = piece.site or _label(calendar, first)
        yield Line(LineKind.WORKED, first, last, opens, closes, closes - opens, 0, label, piece.zone)
        next_day = max(next_day, _local_day(calendar, closes - 1) + ONE_DAY)
    if calendar.definition is not None:
        yield from _closed_days(calendar.definition, next_day, _local_day(calendar, end))


def _closed_days(definition: LocalDays | None, first: date, until: date) -> Iterator[Line]:
    """Yield the days from `first` up to but excluding `until` that were not worked, alike ones joined."""
    pending: Line | None = None
    day = first
    while definition is not None and day < until:
        kind, label = definition.reason_on(day)
        if definition.hours_on(day):
            kind = LineKind.AFTER_HOURS
        if pending is not None and (pending.kind, pending.label) == (kind, label):
            pending = replace(pending, last_day=day)
        else:
            if pending is not None:
                yield pending
            pending = Line(kind, day, day, None, None, 0, 0, label)
        day += ONE_DAY
    if pending is not None:
        yield pending


def _label(calendar: WorkingTime, day: date) -> str | None:
    """Return the name of the exception that set the hours of a worked day."""
    return calendar.definition.reason_on(day)[1] if calendar.definition is not None else None


def _local_day(calendar: WorkingTime, instant: int) -> date:
    """Return the calendar's local date at an instant."""
    return _day_in(calendar.zone, instant)


def _day_in(zone: ZoneInfo, instant: int) -> date:
    """Return the local date of a zone at an instant."""
    return datetime.fromtimestamp(instant, zone).date()
