"""One ticket, whole, in one statement: its row, the names it mentions, its clocks and its reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from itsm.domains.sla import api as sla
from itsm.domains.tickets import views
from itsm.domains.tickets.errors import unknown_ticket
from itsm.domains.tickets.repository import address_condition
from itsm.domains.tickets.visibility import Binds, where_visible
from itsm.platform.db import lean

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

_CLOCK = (
    "policy_name",
    "due_at",
    "state",
    "warned_at",
    "breached_at",
    "met_at",
    "phase",
    "phase_since",
    "target_seconds",
    "elapsed_seconds",
    "calendar_version_id",
    "is_always",
)
_WIDTH = len(_CLOCK)
_TYPED: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("due_at", "warned_at", "breached_at", "met_at", "phase_since"), datetime.fromisoformat),
    "calendar_version_id": UUID,
}


def _clock_join(alias: str, metric: str) -> str:
    return (
        f"LEFT JOIN LATERAL (SELECT * FROM sla_clocks k WHERE k.ticket_id = t.id AND k.metric = '{metric}' "  # noqa: S608
        f"ORDER BY k.cycle DESC LIMIT 1) {alias} ON true"
    )


def _clock_columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _CLOCK)


# Clocks beside those of the requester's two targets; most tickets have none. One probe of one index.
_OTHERS = (
    "LEFT JOIN LATERAL (SELECT json_agg(o)::text AS others FROM (SELECT DISTINCT ON (k.metric) k.metric, "  # noqa: S608
    f"{', '.join(f'k.{name}' for name in _CLOCK)} FROM sla_clocks k WHERE k.ticket_id = t.id "
    "AND k.metric IN ('update', 'ola', 'promise') ORDER BY k.metric, k.cycle DESC) o) k3 ON true"
)
# sees all: ends in WHERE; `read_ticket` puts the rule behind it
_SELECT = (
    f"SELECT {views.DETAIL_COLUMNS}, {_clock_columns('k1')}, {_clock_columns('k2')}, k3.others, "  # noqa: S608 - constants
    "CASE WHEN $1::boolean THEN t.decision ELSE t.decision #- '{routing,candidates}' END "
    f"FROM tickets t {_clock_join('k1', 'response')} {_clock_join('k2', 'resolution')} "
    f"{_OTHERS} WHERE "
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A ticket as it is answered, and the version its ETag says."""

    version: int
    shown: dict[str, Any]


async def read_ticket(session: AsyncSession, actor: Actor, reference: str | UUID, *, now: datetime) -> Detail:
    """Return a whole ticket. Raises NotFound (404) where it is unknown or out of sight."""
    binds = Binds(actor.is_staff)
    where = f"{address_condition(reference, binds)} AND {where_visible(actor, binds)}"
    rows = await lean.fetch(_SELECT + where, binds.values)
    return await _shown(session, actor, rows[0] if rows else None, now)


async def read_changed(session: AsyncSession, actor: Actor, ticket_id: UUID, *, now: datetime) -> Detail:
    """Return a ticket the actor has just changed, even where that took it out of their sight."""
    binds = Binds(actor.is_staff, ticket_id)
    await session.flush()
    connection = await session.connection()
    found = await connection.exec_driver_sql(_SELECT + "t.id = $2::uuid", tuple(binds.values))
    return await _shown(session, actor, found.first(), now)


async def _shown(session: AsyncSession, actor: Actor, row: Any, now: datetime) -> Detail:
    """Return a row as a ticket; the session is asked for calendars that are not in memory. Raises NotFound (404)."""
    if row is None:
        raise unknown_ticket()
    at = views.DETAIL_COUNT
    response, resolution = row[at : at + _WIDTH], row[at + _WIDTH : at + 2 * _WIDTH]
    times = {
        "policy": resolution[0] or response[0],
        "response": await _clock(session, response, now),
        "resolution": await _clock(session, resolution, now),
        **await _others(session, row[at + 2 * _WIDTH], now, is_staff=actor.is_staff),
    }
    shown = views.detail(row, actor, sla=times, decision=row[-1])
    return Detail(shown["version"], shown)


async def _others(
    session: AsyncSession, found: str | None, now: datetime, *, is_staff: bool
) -> dict[str, dict[str, Any] | None]:
    """Return the clocks besides response and resolution; how long teams take is for those who work tickets."""
    rows = {row["metric"]: [_typed(name, row[name]) for name in _CLOCK] for row in orjson.loads(found or "[]")}
    shown = {metric: await _clock(session, rows[metric], now) if metric in rows else None for metric in views.OTHERS}
    return shown if is_staff else shown | {"ola": None}


def _typed(name: str, value: Any) -> Any:
    """Return what the database would have given for a column that came as JSON."""
    if value is None or name not in _TYPED:
        return value
    return _TYPED[name](value)


async def _clock(session: AsyncSession, row: Any, now: datetime) -> dict[str, Any] | None:
    stored = dict(zip(_CLOCK, row, strict=True))
    if stored["state"] is None:
        return None
    left = await sla.remaining_seconds(
        session,
        sla.StoredTime(
            phase=stored["phase"],
            phase_since=stored["phase_since"],
            target_seconds=stored["target_seconds"],
            elapsed_seconds=stored["elapsed_seconds"],
            calendar_version_id=stored["calendar_version_id"],
            is_always=stored["is_always"],
        ),
        now=now,
    )
    return views.clock(
        stored["due_at"],
        stored["state"],
        warned_at=stored["warned_at"],
        breached_at=stored["breached_at"],
        met_at=stored["met_at"],
        remaining_seconds=left,
    )
