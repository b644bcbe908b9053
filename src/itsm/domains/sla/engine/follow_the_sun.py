"""Several sites in turn: working time while any of them is open, each by its own wall clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from itsm.domains.sla.engine.definitions import Hours
from itsm.domains.sla.engine.tables import YearTable, united
from itsm.domains.sla.engine.working_time import BusinessHours, Piece, TabledHours
from itsm.domains.sla.enums import LineKind


@dataclass(frozen=True, slots=True)
class Site:
    """One of the sites, by the name people know it by."""

    name: str
    hours: BusinessHours


@dataclass(frozen=True, slots=True)
class UnitedDays:
    """A date as all sites have it together: closed only where every site is closed."""

    sites: tuple[Site, ...]

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """Return the hours of the first site that works on the date, in that site's own wall time."""
        return next((found for site in self.sites if (found := site.hours.definition.hours_on(day))), ())

    def reason_on(self, day: date) -> tuple[LineKind, str | None]:
        """Return why nobody works: a holiday or exception of the sites that have one, else closed."""
        if self.hours_on(day):
            return LineKind.WORKED, None
        kinds = [(site.name, *site.hours.definition.reason_on(day)) for site in self.sites]
        special = [(site, kind, label) for site, kind, label in kinds if label is not None]
        if not special:
            return LineKind.CLOSED, None
        return special[0][1], ", ".join(f"{label} ({site})" for site, _, label in special)


class FollowTheSun(TabledHours):
    """The union of the hours of several sites; where two are open at once, the earlier named one works."""

    def __init__(self, zone: ZoneInfo, sites: Sequence[Site]) -> None:
        """Take the zone for days on which nobody works, and the sites in their turn. Raises ValueError for none."""
        if not sites:
            raise ValueError("it takes a site to follow the sun")
        super().__init__(zone)
        self.sites = tuple(sites)
        self.definition = UnitedDays(self.sites)

    def build(self, year: int) -> YearTable:
        """Return the table of a UTC year, newly made."""
        return united([site.hours.table(year) for site in self.sites])

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the working segments, cut where another site takes over."""
        for opens, closes in self.segments(start, end):
            at = opens
            while at < closes:
                site, until = self._turn(at, closes)
                yield Piece(at, until, site.hours.zone, site.name)
                at = until

    def _turn(self, at: int, closes: int) -> tuple[Site, int]:
        """Return who works at an instant at which somebody does, and until when nothing changes that."""
        until = closes
        for site in self.sites:
            first = next(site.hours.segments(at, closes), None)
            if first is None:
                continue
            if first[0] == at:
                return site, min(first[1], until)
            until = min(until, first[0])
        raise ValueError("no site is open at this instant")
