"""How many tickets several lists hold, in one statement; each counted up to a bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm.domains.tickets.queries.listing import EXACT_UP_TO, text_match
from itsm.domains.tickets.visibility import Binds, branches, reach_of, where_visible
from itsm.platform.db import lean

if TYPE_CHECKING:
    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.platform.actor import Actor


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `is_more` where there are more than `count`."""

    count: int
    is_more: bool


async def count_lists(actor: Actor, wanted: Mapping[str, TicketFilter]) -> dict[str, Count]:
    """Return how many tickets `actor` sees in each list, by the same names."""
    if not wanted:
        return {}
    binds = Binds()
    counts = ", ".join(_bounded_count(actor, one, binds) for one in wanted.values())
    [row] = await lean.fetch(f"SELECT {counts}", tuple(binds.values))
    return {key: Count(min(n, EXACT_UP_TO), n > EXACT_UP_TO) for key, n in zip(wanted, row, strict=True)}


def _bounded_count(actor: Actor, wanted: TicketFilter, binds: Binds) -> str:
    """Return the count of one list, asked of one index for each way in which its tickets are seen."""
    conditions = wanted.conditions(binds)
    if wanted.q:
        conditions.append(text_match(binds.add(wanted.q)))
    is_one = reach_of(actor).sees_all or wanted.is_pinned or bool(wanted.q)
    seen = (where_visible(actor, binds),) if is_one else branches(actor, binds) or ("false",)
    hits = " UNION ".join(
        f"(SELECT t.id FROM tickets t WHERE {' AND '.join((branch, *conditions))} LIMIT {EXACT_UP_TO + 1})"  # noqa: S608 - enumerated parts
        for branch in seen
    )
    return f"(SELECT count(*) FROM (SELECT 1 FROM ({hits}) u LIMIT {EXACT_UP_TO + 1}) c)"  # noqa: S608
