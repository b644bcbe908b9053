"""Which changes are in each other's way, and which lie in a freeze. Pure; windows are half open, in UTC.

What a change works on are keys of any kind (assets, names of systems). `reach` holds those and whatever depends on
them, or what they depend on: two changes meet where one works on what the other reaches.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from itsm.domains.changes.enums import ChangeType, ConflictKind, FreezeEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A change, as far as it can be in another's way."""

    id: Hashable
    starts_at: datetime
    ends_at: datetime
    type: ChangeType = ChangeType.NORMAL
    implementer: Hashable | None = None
    site: Hashable | None = None
    team: Hashable | None = None
    works_on: frozenset[Any] = frozenset()
    reach: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A time in which changes are unwelcome. No sites, teams or types: all of them."""

    id: Hashable
    starts_at: datetime
    ends_at: datetime
    effect: FreezeEffect
    sites: frozenset[Any] = frozenset()
    teams: frozenset[Any] = frozenset()
    types: frozenset[ChangeType] = frozenset()

    def is_about(self, booking: Booking) -> bool:
        """Tell whether it is about such a change, whenever that is. A change of no site is of every site."""
        return (
            (not self.sites or booking.site is None or booking.site in self.sites)
            and (not self.teams or booking.team in self.teams)
            and (not self.types or booking.type in self.types)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing in the way: what, another change or a freeze, where they meet, and for how long."""

    kind: ConflictKind
    other: Hashable | None
    freeze: Hashable | None
    on: frozenset[Any]
    both: frozenset[Any]
    """Those of `on` that both work on themselves."""
    starts_at: datetime
    ends_at: datetime


def overlap(left: Booking | Freeze, right: Booking | Freeze) -> tuple[datetime, datetime] | None:
    """Return the time both share; None where there is none. Windows that only touch share nothing."""
    start, end = max(left.starts_at, right.starts_at), min(left.ends_at, right.ends_at)
    return (start, end) if start < end else None


def meets_on(left: Booking, right: Booking) -> frozenset[Any]:
    """Return what one works on and the other works on or reaches."""
    return (left.works_on & (right.works_on | right.reach)) | (right.works_on & left.reach)


def told_apart(clash: Clash, one: Booking) -> tuple[frozenset[Any], frozenset[Any], frozenset[Any]]:
    """Return of where a clash of `one` meets: what both work on, what only `one` works on, what only the other does."""
    own = clash.on & one.works_on
    shared = own & clash.both
    return shared, own - shared, clash.on - own


def clashes(one: Booking, others: Iterable[Booking], freezes: Iterable[Freeze]) -> tuple[Clash, ...]:
    """Return what is in the way of `one`, in the order of the others, then of the freezes."""
    found: list[Clash] = []
    for other in others:
        if other.id != one.id and (shared := overlap(one, other)):
            found.extend(_between(one, other, *shared))
    found.extend(
        Clash(
            kind=ConflictKind.FREEZE,
            other=None,
            freeze=freeze.id,
            on=frozenset(),
            both=frozenset(),
            starts_at=shared[0],
            ends_at=shared[1],
        )
        for freeze in freezes
        if freeze.is_about(one) and (shared := overlap(one, freeze))
    )
    return tuple(found)


def all_clashes(bookings: Sequence[Booking], freezes: Sequence[Freeze]) -> Mapping[Hashable, tuple[Clash, ...]]:
    """Return the same for every booking; each is compared only with those whose window begins before it ends."""
    ordered = sorted(bookings, key=lambda one: one.starts_at)
    found: dict[Hashable, list[Clash]] = {one.id: [] for one in ordered}
    for index, one in enumerate(ordered):
        for other in _following(ordered, index):
            shared = other.starts_at, min(one.ends_at, other.ends_at)
            found[one.id].extend(_between(one, other, *shared))
            found[other.id].extend(_between(other, one, *shared))
        found[one.id].extend(clashes(one, (), freezes))
    return {key: tuple(value) for key, value in found.items()}


def _following(ordered: Sequence[Booking], index: int) -> Iterable[Booking]:
    """Yield the later ones that begin before this one ends: no window is empty, so they share time."""
    end = ordered[index].ends_at
    for other in ordered[index + 1 :]:
        if other.starts_at >= end:
            return
        yield other


def _between(one: Booking, other: Booking, start: datetime, end: datetime) -> Iterable[Clash]:
    if on := meets_on(one, other):
        both = on & one.works_on & other.works_on
        yield _clash(ConflictKind.SYSTEM, other, on, both, (start, end))
    if one.implementer is not None and one.implementer == other.implementer:
        yield _clash(ConflictKind.IMPLEMENTER, other, frozenset(), frozenset(), (start, end))


def _clash(
    kind: ConflictKind,
    other: Booking,
    on: frozenset[Any],
    both: frozenset[Any],
    span: tuple[datetime, datetime],
) -> Clash:
    return Clash(kind=kind, other=other.id, freeze=None, on=on, both=both, starts_at=span[0], ends_at=span[1])
