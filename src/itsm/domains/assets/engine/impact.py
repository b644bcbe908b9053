"""What breaks if something fails. Pure: assets and who suffers by whom in, the extent of the damage out.

An edge says that `effect` suffers if `cause` fails. Whoever needs several things fails with the first of them, unless
it says how many of them must be up: then it is weakened as long as enough are left.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Id = TypeVar("Id")


class Harm(StrEnum):
    """What becomes of an asset."""

    FAILS = "fails"
    WEAKENED = "weakened"
    SPARED = "spared"


@dataclass(frozen=True, slots=True)
class Struck(Generic[Id]):
    """One asset in the way of a failure. `distance`: steps from where it began; 0 is where it began."""

    id: Id
    distance: int
    harm: Harm
    up: int
    """How many of what it needs are still up."""
    needed: int
    """How many must be."""


@dataclass(frozen=True, slots=True)
class Support:
    """What an asset stands on: how many things, how many of them are not up anyway, how many must be up."""

    total: int
    already_down: int = 0
    needed: int | None = None


def distances(edges: Iterable[tuple[Id, Id]], start: Collection[Id], *, depth: int | None = None) -> dict[Id, int]:
    """Return how many steps each asset is from `start` along (from, to); not further than `depth`. Cycles are safe."""
    ways: dict[Id, list[Id]] = defaultdict(list)
    for from_id, to_id in edges:
        ways[from_id].append(to_id)
    found = dict.fromkeys(start, 0)
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        if depth is not None and found[here] >= depth:
            continue
        for there in ways[here]:
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


def spread(
    edges: Collection[tuple[Id, Id]],
    start: Collection[Id],
    supports: Mapping[Id, Support],
    *,
    down: Collection[Id] = (),
    depth: int | None = None,
) -> dict[Id, Struck[Id]]:
    """Return every asset in the way of a failure of `start`, by id; `edges` are (cause, effect).

    An asset fails where fewer of what it needs are up than must be; it passes the failure on only then. One that loses
    something and holds out is weakened, one that stands behind it spared. `down` are assets outside `start` that are
    not up anyway: the supports have counted them already.
    """
    reached = distances(edges, start, depth=depth)
    causes: dict[Id, set[Id]] = defaultdict(set)
    effects: dict[Id, set[Id]] = defaultdict(set)
    for cause, effect in edges:
        if cause in reached and effect in reached:
            causes[effect].add(cause)
            effects[cause].add(effect)
    lost: dict[Id, int] = defaultdict(int)
    failed = set(start)
    waiting = deque(failed)
    counted = set(down) - failed
    while waiting:
        cause = waiting.popleft()
        for effect in effects[cause]:
            lost[effect] += cause not in counted
            if effect not in failed and _left(supports, causes, lost, effect) < _needed(supports, causes, effect):
                failed.add(effect)
                waiting.append(effect)
    return {
        one: Struck(
            id=one,
            distance=distance,
            harm=Harm.FAILS if one in failed else Harm.WEAKENED if lost[one] else Harm.SPARED,
            up=max(0, _left(supports, causes, lost, one)),
            needed=_needed(supports, causes, one),
        )
        for one, distance in reached.items()
    }


def _support(supports: Mapping[Id, Support], causes: Mapping[Id, set[Id]], one: Id) -> Support:
    return supports.get(one) or Support(total=len(causes.get(one, ())))


def _left(supports: Mapping[Id, Support], causes: Mapping[Id, set[Id]], lost: Mapping[Id, int], one: Id) -> int:
    support = _support(supports, causes, one)
    return support.total - support.already_down - lost.get(one, 0)


def _needed(supports: Mapping[Id, Support], causes: Mapping[Id, set[Id]], one: Id) -> int:
    """Return how many must be up: all that are up today, unless the asset says a number."""
    support = _support(supports, causes, one)
    today = support.total - support.already_down
    return today if support.needed is None else support.needed
