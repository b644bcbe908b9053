"""Who is at work at an instant, from shifts and leave held in memory. Pure.

A shift is weekly hours in somebody's own zone. Each interval begins at the first instant at which the local clock
shows its start and lasts until the first at which it shows its end, so a shift over a change of the clock is one
stretch; a time that the clock jumps over is the instant of the jump. Who has no shift is always on shift.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from itsm.domains.presence.enums import Absence

MINUTES_PER_DAY = 1440
DAYS_PER_WEEK = 7
_DAY = timedelta(days=1)

Minutes = tuple[int, int]
"""Start and end of an interval in minutes since local midnight, end exclusive, 1440 is the end of the day."""
Span = tuple[datetime, datetime]
"""A stretch of time in UTC, end exclusive."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Weekly hours, Monday first, in a zone. Raises ValueError for hours that are no hours.

    Before `since` these hours were not set, and nothing is said of that time.
    """

    zone: ZoneInfo
    week: tuple[tuple[Minutes, ...], ...]
    since: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a week of other than seven days, and intervals that are empty, unordered or leave their day."""
        if len(self.week) != DAYS_PER_WEEK:
            raise ValueError("a week has seven days")
        for intervals in self.week:
            if any(not 0 <= start < end <= MINUTES_PER_DAY for start, end in intervals):
                raise ValueError("an interval ends after it starts, within one day")
            if any(later[0] < earlier[1] for earlier, later in pairwise(intervals)):
                raise ValueError("intervals must be in order and must not overlap")

    def covers(self, at: datetime) -> bool:
        """Tell whether `at` is within the shift."""
        local = at.astimezone(self.zone).date()
        return any(start <= at < end for day in (local - _DAY, local) for start, end in self._on(day))

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Yield the stretches on shift between two instants, in order, cut to them; a night is one stretch."""
        pending: Span | None = None
        for begins, ends in self._touching(start, end):
            if pending is not None and pending[1] >= begins:
                pending = (pending[0], max(pending[1], ends))
                continue
            if pending is not None:
                yield pending
            pending = (begins, ends)
        if pending is not None:
            yield pending

    def _touching(self, start: datetime, end: datetime) -> Iterator[Span]:
        day, last = start.astimezone(self.zone).date() - _DAY, end.astimezone(self.zone).date()
        while day <= last:
            for opens, closes in self._on(day):
                begins, ends = max(opens, start), min(closes, end)
                if begins < ends:
                    yield begins, ends
            day += _DAY

    def _on(self, day: date) -> Iterator[Span]:
        for start, end in self.week[day.weekday()]:
            yield self._instant(day, start), self._instant(day, end)

    def _instant(self, day: date, minute: int) -> datetime:
        if minute == MINUTES_PER_DAY:
            day, minute = day + _DAY, 0
        shown = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        instant = shown.astimezone(UTC)
        if instant.astimezone(self.zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
            return instant
        return _jump(self.zone, shown.replace(fold=1).astimezone(UTC), instant)


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the instant, to the second, at which the clock of a zone jumps ahead between two others."""
    offset = after.astimezone(zone).utcoffset()
    seconds = int((after - before).total_seconds())
    held = bisect_left(
        range(seconds),
        True,
        key=lambda passed: (before + timedelta(seconds=passed)).astimezone(zone).utcoffset() == offset,
    )
    return before + timedelta(seconds=held)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who takes a P1 of a team when nobody of it can: the team that is asked next, and the list that is called."""

    on_call: tuple[UUID, ...] = ()
    follow_team_id: UUID | None = None


_NO_DUTY = Duty()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Everybody's shifts, leave and skills as of one version. People and teams not named have none."""

    shifts: Mapping[UUID, Shift] = field(default_factory=dict)
    leaves: Mapping[UUID, tuple[Span, ...]] = field(default_factory=dict)
    skills: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    skill_names: Mapping[UUID, str] = field(default_factory=dict)
    duties: Mapping[UUID, Duty] = field(default_factory=dict)

    def absence_of(self, user_id: UUID, at: datetime) -> Absence | None:
        """Return why somebody is not at work at `at` by their calendar; None when they are."""
        if any(start <= at < end for start, end in self.leaves.get(user_id, ())):
            return Absence.ON_LEAVE
        shift = self.shifts.get(user_id)
        if shift is None or (shift.since is not None and at < shift.since) or shift.covers(at):
            return None
        return Absence.OFF_SHIFT

    def skills_of(self, user_id: UUID) -> frozenset[UUID]:
        """Return the ids of somebody's skills."""
        return self.skills.get(user_id, frozenset())

    def named_skills(self, skill_ids: tuple[UUID, ...]) -> dict[UUID, str]:
        """Return these skills with their names, in the order given; a skill that is gone is asked of nobody."""
        return {skill: self.skill_names[skill] for skill in skill_ids if skill in self.skill_names}

    def duty_of(self, team_id: UUID) -> Duty:
        """Return who takes over from a team."""
        return self.duties.get(team_id, _NO_DUTY)

    def followed_from(self, team_id: UUID) -> tuple[UUID, ...]:
        """Return `team_id` and the teams asked after it, in turn; each once, however they name each other."""
        asked: list[UUID] = []
        following: UUID | None = team_id
        while following is not None and following not in asked:
            asked.append(following)
            following = self.duty_of(following).follow_team_id
        return tuple(asked)
