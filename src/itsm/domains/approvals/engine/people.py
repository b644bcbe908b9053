"""Who may decide, and for whom. Pure; people are ids of any kind."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place(Generic[Person]):
    """An approver's seat; `decided_by` is None while it is empty."""

    approver: Person
    decided_by: Person | None = None


@dataclass(frozen=True, slots=True)
class Delegation(Generic[Person]):
    """`person` lets `delegate` decide from `starts_at` until before `ends_at` (UTC)."""

    person: Person
    delegate: Person
    starts_at: datetime
    ends_at: datetime

    def holds_at(self, now: datetime) -> bool:
        """Tell whether it holds at this moment."""
        return self.starts_at <= now < self.ends_at


def fixed(wanted: Iterable[Person], barred: Collection[Person]) -> tuple[Person, ...]:
    """Return who is asked: each once, in their order, without those who must not decide."""
    return tuple(person for person in dict.fromkeys(wanted) if person not in barred)


def seats_for(
    person: Person,
    places: Sequence[Place[Person]],
    delegations: Iterable[Delegation[Person]],
    *,
    stand_ins: Collection[Person],
    barred: Collection[Person],
    now: datetime,
) -> tuple[int, ...]:
    """Return for which places (by index) `person` may decide now: their own first, then those of others.

    Nobody barred may, neither for themselves nor for another; nobody twice in one step; no chain of delegations.
    """
    if person in barred or any(place.decided_by == person for place in places):
        return ()
    lent_by = {one.person for one in delegations if one.delegate == person and one.holds_at(now)}
    open_places = [index for index, place in enumerate(places) if place.decided_by is None]
    own = [index for index in open_places if places[index].approver == person]
    others = [
        index
        for index in open_places
        if index not in own and (places[index].approver in lent_by or person in stand_ins)
    ]
    return (*own, *others)
