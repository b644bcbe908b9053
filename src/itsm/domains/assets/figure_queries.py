"""Counting assets by the very conditions of their lists, as a whole or part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import and_, func, literal, literal_column, null, or_, select, true

from itsm.domains.assets.enums import AssetStatus
from itsm.domains.assets.models import Asset, AssetType
from itsm.domains.assets.queries import Filters, conditions
from itsm.domains.assets.visibility import visible
from itsm.domains.settings.models import Location

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_PARTS: Final = 1_000
_PARTS: Final[dict[str, tuple[Any, Any]]] = {
    "": (literal(""), null()),
    "status": (Asset.status, null()),
    "type": (Asset.type_id, AssetType.name),
    "location": (Asset.location_id, Location.name),
}
"""By what assets are split, and what a part is called (NULL: as its key)."""


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Return the filters that a query string of `GET /api/assets` with one value each asks for."""
    return Filters(
        type_ids=(UUID(asked["type_id"]),) if "type_id" in asked else (),
        statuses=(AssetStatus(asked["status"]),) if "status" in asked else (),
        location_id=UUID(asked["location_id"]) if "location_id" in asked else None,
        without_owner=asked.get("unowned") == "true",
        warranty_soon=asked.get("warranty_soon") == "true",
    )


async def count_parts(
    session: AsyncSession, actor: Actor, lists: Sequence[Mapping[str, str]], by: str, *, now: datetime
) -> list[tuple[Any, str | None, list[int]]]:
    """Return (key, name or None, how many assets of each list) for each part that `by` makes: one statement.

    `by`: status, type, location, or "" for the whole.
    """
    wanted = [and_(true(), *conditions(read_filters(one), now)) for one in lists]
    key, name = _PARTS[by]
    # By place: an expression with bound values is not equal to itself written twice.
    first: Any = literal_column("1")
    second: Any = literal_column("2")
    query = (
        select(key, name, *(func.count().filter(one) for one in wanted))
        .select_from(Asset)
        .join(AssetType, AssetType.id == Asset.type_id)
        .outerjoin(Location, Location.id == Asset.location_id)
        .where(visible(actor), or_(*wanted))
        .group_by(first, second)
        .order_by(first)
        .limit(MOST_PARTS)
    )
    return [(row[0], row[1], list(row[2:])) for row in await session.execute(query)]
