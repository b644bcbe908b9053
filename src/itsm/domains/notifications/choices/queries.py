"""Reading what people chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select, tuple_

from itsm.domains.notifications.choices.models import ChoicesRow, Mute
from itsm.domains.notifications.engine.choosing import Choices, Ways

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

MOST_MUTES: Final = 500
NOBODY_CHOSE: Final = Choices()


async def choices_of(session: AsyncSession, people: Collection[UUID]) -> dict[UUID, Choices]:
    """Return what these people chose, in one query; who never chose is not there (`NOBODY_CHOSE`)."""
    rows = await session.scalars(select(ChoicesRow).where(ChoicesRow.user_id.in_(people)))
    return {row.user_id: _read(row) for row in rows}


async def muted_among(session: AsyncSession, pairs: Collection[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Return which of these (person, conversation) are muted, in one query."""
    if not pairs:
        return set()
    place = tuple_(Mute.user_id, Mute.group_key)
    rows = await session.execute(select(Mute.user_id, Mute.group_key).where(place.in_(pairs)))
    return {(user_id, key) for user_id, key in rows}


async def mutes_of(session: AsyncSession, user_id: UUID) -> list[str]:
    """Return the conversations somebody muted, the latest first."""
    query = select(Mute.group_key).where(Mute.user_id == user_id).order_by(Mute.created_at.desc()).limit(MOST_MUTES)
    return list(await session.scalars(query))


def _read(row: ChoicesRow) -> Choices:
    return Choices(
        preset=row.preset,
        own={key: Ways(bell=bool(way["bell"]), email=bool(way["email"])) for key, way in row.own.items()},
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        quiet_weekends=row.quiet_weekends,
        digest=row.digest,
        digest_at=row.digest_at,
    )
