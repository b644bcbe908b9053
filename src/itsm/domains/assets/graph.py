"""Walking the graph of assets: one recursive statement that visits each asset once, so cycles end and cost is bounded.

The nearest assets come first, so a bound on their number keeps the nearest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import ARRAY, TextClause, Uuid, bindparam, text

from itsm.domains.assets.engine.impact import Support
from itsm.domains.assets.enums import Direction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_IN_CLOSURE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation: `effect` suffers if `cause` fails."""

    id: UUID
    kind: str
    cause_id: UUID
    effect_id: UUID


_IDS = bindparam("start", type_=ARRAY(Uuid()))
# UNION, not UNION ALL: an asset that was reached is not walked from again.
_SUFFERS: Final = text("""
    WITH RECURSIVE reach (id) AS (
        SELECT unnest(CAST(:start AS uuid[]))
        UNION
        SELECT r.effect_id FROM reach JOIN asset_relations r ON r.cause_id = reach.id
    ), near AS (SELECT id FROM reach LIMIT :most)
    SELECT r.id, r.kind, r.cause_id, r.effect_id
    FROM asset_relations r
    WHERE r.cause_id IN (SELECT id FROM near) AND r.effect_id IN (SELECT id FROM near)
""").bindparams(_IDS)
_NEEDS: Final = text("""
    WITH RECURSIVE reach (id) AS (
        SELECT unnest(CAST(:start AS uuid[]))
        UNION
        SELECT r.cause_id FROM reach JOIN asset_relations r ON r.effect_id = reach.id
    ), near AS (SELECT id FROM reach LIMIT :most)
    SELECT r.id, r.kind, r.cause_id, r.effect_id
    FROM asset_relations r
    WHERE r.cause_id IN (SELECT id FROM near) AND r.effect_id IN (SELECT id FROM near)
""").bindparams(_IDS)
_CLOSURE: Final = text("""
    WITH RECURSIVE down (id) AS (
        SELECT unnest(CAST(:start AS uuid[]))
        UNION
        SELECT r.effect_id FROM down JOIN asset_relations r ON r.cause_id = down.id
    ), up (id) AS (
        SELECT unnest(CAST(:start AS uuid[]))
        UNION
        SELECT r.cause_id FROM up JOIN asset_relations r ON r.effect_id = up.id
    )
    (SELECT id FROM down LIMIT :most) UNION (SELECT id FROM up LIMIT :most)
""").bindparams(_IDS)
_SUPPORTS: Final = text("""
    SELECT r.effect_id, count(DISTINCT r.cause_id) AS total,
           count(DISTINCT r.cause_id) FILTER (
               WHERE c.status <> 'active' AND c.id <> ALL (CAST(:start AS uuid[]))) AS already_down,
           e.needed_up
    FROM asset_relations r JOIN assets c ON c.id = r.cause_id JOIN assets e ON e.id = r.effect_id
    WHERE r.effect_id = ANY (CAST(:ids AS uuid[]))
    GROUP BY r.effect_id, e.needed_up
""").bindparams(_IDS, bindparam("ids", type_=ARRAY(Uuid())))
_WALK: Final[dict[Direction, TextClause]] = {Direction.SUFFERS: _SUFFERS, Direction.NEEDS: _NEEDS}


async def edges_from(session: AsyncSession, start: Collection[UUID], direction: Direction, *, most: int) -> list[Edge]:
    """Return the relations among the `most` assets nearest to `start` in this direction, `start` among them."""
    rows = await session.execute(_WALK[direction], {"start": list(start), "most": most})
    return [Edge(*row) for row in rows]


async def supports_of(session: AsyncSession, ids: Collection[UUID], start: Collection[UUID]) -> dict[UUID, Support]:
    """Return what each of these assets stands on; of `start` nothing counts as down already."""
    rows = await session.execute(_SUPPORTS, {"ids": list(ids), "start": list(start)})
    return {row.effect_id: Support(row.total, row.already_down, row.needed_up) for row in rows}


async def affected_by(session: AsyncSession, asset_ids: Collection[UUID]) -> set[UUID]:
    """Return the assets that depend on these, or on which these depend, along the graph however far; without these.

    Siblings, which merely stand on the same thing, are not among them.
    """
    start = set(asset_ids)
    if not start:
        return set()
    rows = await session.scalars(_CLOSURE, {"start": list(start), "most": MOST_IN_CLOSURE})
    return set(rows) - start
