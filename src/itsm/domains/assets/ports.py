"""What this room asks the rooms above it: which work there is on assets. Wiring fills it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.platform.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A ticket or change that is open on an asset. `kind`: the noun its page is named by, such as `ticket`."""

    kind: str
    id: UUID
    number: str
    title: str
    status: str
    asset_id: UUID
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """Open work on assets: what the caller may read of it, and since when each open piece has been open, by asset."""

    items: list[WorkItem]
    open_since: dict[UUID, list[datetime]]


WorkSource = Callable[[AsyncSession, Actor, Collection[UUID]], Awaitable[OpenWork]]
"""(session, actor, ids of assets) → the open work on them."""

_sources: Final[dict[str, WorkSource]] = {}


def register_work(kind: str, source: WorkSource) -> None:
    """Ask `source` for open work of this kind (`ticket`, `change`)."""
    _sources[kind] = source


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """How many incidents about an asset are not closed, and how many were raised in the last 90 days."""

    open: int
    recent: int


IncidentSource = Callable[[AsyncSession, Collection[UUID], datetime], Awaitable[dict[UUID, Incidents]]]
"""(session, ids of assets, now) → the incidents about them, whoever sees them; none are absent."""

_incidents: Final[list[IncidentSource]] = []


def set_incidents(source: IncidentSource) -> None:
    """Say who counts incidents about assets; the room of tickets does, through wiring."""
    _incidents[:] = [source]


async def incidents_on(session: AsyncSession, asset_ids: Collection[UUID], now: datetime) -> dict[UUID, Incidents]:
    """Return the incidents about these assets; none are absent."""
    found: dict[UUID, Incidents] = {}
    for source in _incidents:
        found |= await source(session, asset_ids, now)
    return found


MentionSource = Callable[[AsyncSession, Collection[UUID]], Awaitable[set[UUID]]]
"""(session, ids of assets) → those of them that a record of the room names, open or not, whoever sees it."""

_mentions: Final[dict[str, MentionSource]] = {}


def register_mentions(kind: str, source: MentionSource) -> None:
    """Ask `source` which assets are named by records of this kind (`ticket`, `change`)."""
    _mentions[kind] = source


async def mentioned(session: AsyncSession, asset_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return which of these assets a record of a room above names, and what kind of record that is."""
    found: dict[UUID, str] = {}
    for kind, source in _mentions.items():
        for asset_id in await source(session, asset_ids):
            found.setdefault(asset_id, kind)
    return found


async def open_work_on(session: AsyncSession, actor: Actor, asset_ids: Collection[UUID]) -> OpenWork:
    """Return the open work of every kind on these assets, the newest first."""
    items: list[WorkItem] = []
    since: dict[UUID, list[datetime]] = {}
    for source in _sources.values():
        found = await source(session, actor, asset_ids)
        items += found.items
        for asset_id, moments in found.open_since.items():
            since.setdefault(asset_id, []).extend(moments)
    return OpenWork(items=_newest(items), open_since=since)


def _newest(items: Sequence[WorkItem]) -> list[WorkItem]:
    return sorted(items, key=lambda item: (item.created_at, item.id), reverse=True)
