"""The impact of an asset: what breaks if it fails or what it stands on, who must be told, what is open on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.assets.engine.impact import Harm, Struck, distances, spread
from itsm.domains.assets.engine.lifecycle import UP
from itsm.domains.assets.enums import Direction
from itsm.domains.assets.graph import Edge, edges_from, supports_of
from itsm.domains.assets.impact_schemas import ImpactEdge, ImpactNode, ImpactRead, PersonHit, WorkRead
from itsm.domains.assets.ports import open_work_on
from itsm.domains.assets.presentation import ref
from itsm.domains.assets.queries import cards_by_id, people_of
from itsm.domains.assets.schemas import OtherAsset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.assets.models import Asset
    from itsm.platform.actor import Actor

MOST_NODES: Final = 300
MOST_PEOPLE: Final = 500
DEEPEST: Final = 20
DEPTH: Final = 8


async def impact_of(
    session: AsyncSession, actor: Actor, asset: Asset, direction: Direction, *, depth: int = DEPTH
) -> ImpactRead:
    """Return the assets along the graph from this one, at most `depth` steps and `MOST_NODES` of them, the nearest."""
    # One more than is shown says whether there is more.
    edges = await edges_from(session, [asset.id], direction, most=MOST_NODES + 1)
    ways = [(e.cause_id, e.effect_id) if direction is Direction.SUFFERS else (e.effect_id, e.cause_id) for e in edges]
    near = distances(ways, [asset.id])
    kept = {one for one, steps in near.items() if steps <= depth}
    is_cut = len(kept) < len(near) or len(near) > MOST_NODES
    rows = {row.id: row for row in await cards_by_id(session, actor, kept)}
    among = [one for one in edges if one.cause_id in kept and one.effect_id in kept]
    struck = await _struck(session, asset, direction, among, near=near, rows=rows)
    hit = [one.id for one in struck.values() if one.harm is not Harm.SPARED]
    people = await people_of(session, hit, limit=MOST_PEOPLE) if direction is Direction.SUFFERS else []
    work = await open_work_on(session, actor, kept)
    return ImpactRead(
        asset_id=asset.id,
        direction=direction,
        depth=depth,
        nodes=_nodes(struck, rows),
        edges=[ImpactEdge(kind=e.kind, cause_id=e.cause_id, effect_id=e.effect_id) for e in among],
        people=[PersonHit(id=p.id, name=p.name, department=p.department, assets=p.assets) for p in people],
        work=[WorkRead.model_validate(item) for item in work.items],
        is_cut=is_cut,
    )


async def _struck(
    session: AsyncSession,
    asset: Asset,
    direction: Direction,
    edges: Sequence[Edge],
    *,
    near: dict[UUID, int],
    rows: dict[UUID, Any],
) -> dict[UUID, Struck[UUID]]:
    supports = await supports_of(session, rows.keys(), [asset.id])
    if direction is Direction.NEEDS:
        return {
            one: Struck(one, near[one], Harm.SPARED, found.total - found.already_down, found.needed or found.total)
            if (found := supports.get(one))
            else Struck(one, near[one], Harm.SPARED, 0, 0)
            for one in rows
        }
    down = {row.id for row in rows.values() if row.status not in UP and row.id != asset.id}
    return spread([(e.cause_id, e.effect_id) for e in edges], [asset.id], supports, down=down)


def _nodes(struck: dict[UUID, Struck[UUID]], rows: dict[UUID, Any]) -> list[ImpactNode]:
    ordered = sorted((one for one in struck.values() if one.id in rows), key=lambda s: (s.distance, rows[s.id].tag))
    return [
        ImpactNode(
            asset=OtherAsset(
                id=one.id,
                tag=row.tag,
                name=row.name,
                status=row.status,
                type_key=row.type_key,
                asset_class=row.asset_class,
            ),
            distance=one.distance,
            harm=one.harm,
            up=one.up,
            needed=one.needed,
            owner=ref(row.owner_id, row.owner_name),
        )
        for one in ordered
        for row in (rows[one.id],)
    ]
