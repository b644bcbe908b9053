"""The health of assets from what the register and the rooms above know; the score is kept with the asset, to sort by.

What is kept is made anew when an asset or a ticket about it changes, and every hour, because time passes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select, update

from itsm.domains.assets.engine.health import Health, HealthFacts, health_of
from itsm.domains.assets.enums import AssetStatus
from itsm.domains.assets.models import Asset, AssetType
from itsm.domains.assets.ports import incidents_on

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Judged:
    """An asset's id, the score that is kept of it, and its health now."""

    id: UUID
    kept: int | None
    health: Health | None


async def health_of_asset(session: AsyncSession, asset_id: UUID, now: datetime) -> Health | None:
    """Return the health of one asset, None for what is retired or lost."""
    judged = await _judged(session, _facts().where(Asset.id == asset_id), now)
    return judged[0].health if judged else None


async def refresh_health(work: UnitOfWork, asset_ids: Collection[UUID]) -> None:
    """Keep the score of these assets as it is now."""
    await _keep(work, await _judged(work.session, _facts().where(Asset.id.in_(asset_ids)), work.now))


async def refresh_next(work: UnitOfWork, after: UUID | None) -> UUID | None:
    """Keep the score of the next assets by id; return the last one where there may be more."""
    query = _facts().order_by(Asset.id).limit(BATCH)
    judged = await _judged(work.session, query.where(Asset.id > after) if after else query, work.now)
    await _keep(work, judged)
    return judged[-1].id if len(judged) == BATCH else None


def _facts() -> Select[*tuple[Any, ...]]:
    columns = (Asset.id, Asset.health, Asset.status, Asset.purchased_on, Asset.warranty_until, Asset.maintenance_on)
    return select(*columns, AssetType.life_months).join(AssetType, AssetType.id == Asset.type_id)


async def _judged(session: AsyncSession, query: Select[*tuple[Any, ...]], now: datetime) -> list[_Judged]:
    rows: Sequence[Row[*tuple[Any, ...]]] = (await session.execute(query)).all()
    incidents = await incidents_on(session, [row.id for row in rows], now) if rows else {}
    return [
        _Judged(
            row.id,
            row.health,
            health_of(
                HealthFacts(
                    status=AssetStatus(row.status),
                    life_months=row.life_months,
                    purchased_on=row.purchased_on,
                    warranty_until=row.warranty_until,
                    maintenance_on=row.maintenance_on,
                    open_incidents=incidents[row.id].open if row.id in incidents else 0,
                    recent_incidents=incidents[row.id].recent if row.id in incidents else 0,
                ),
                now.date(),
            ),
        )
        for row in rows
    ]


async def _keep(work: UnitOfWork, judged: Sequence[_Judged]) -> None:
    changed = [
        {"key": one.id, "score": score}
        for one in judged
        if (score := one.health.score if one.health else None) != one.kept
    ]
    if changed:
        # A score is no edit: neither the version nor the time of the last change moves.
        table: Any = Asset.__table__
        statement = update(table).where(table.c.id == bindparam("key"))
        kept = statement.values(health=bindparam("score"), updated_at=table.c.updated_at)
        connection = await work.session.connection()
        await connection.execute(kept, changed)
