"""Rows of calendars and policies: loading with locks, writing the next version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.errors import NameTaken
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion, SlaPolicy, SlaPolicyVersion
from itsm.platform.errors import NotFound
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MAX_ROWS = 500
DEACTIVATED: Final = "Deactivated"
"""Why there is a version that only switches something off."""


async def calendars(session: AsyncSession) -> list[tuple[SlaCalendar, SlaCalendarVersion]]:
    """Return every calendar with its current version, active ones first, by name."""
    rows = await session.execute(
        _calendar_query().order_by(SlaCalendar.is_active.desc(), SlaCalendar.name).limit(MAX_ROWS)
    )
    return [(calendar, version) for calendar, version in rows]


async def calendar(session: AsyncSession, calendar_id: UUID) -> tuple[SlaCalendar, SlaCalendarVersion]:
    """Return one calendar with its current version; raise NotFound."""
    row = (await session.execute(_calendar_query().where(SlaCalendar.id == calendar_id))).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


async def lock_calendar(session: AsyncSession, calendar_id: UUID) -> tuple[SlaCalendar, SlaCalendarVersion]:
    """Return one calendar, locked until the commit, with its current version; raise NotFound."""
    query = select(SlaCalendar).where(SlaCalendar.id == calendar_id).with_for_update()
    if await session.scalar(query.execution_options(populate_existing=True)) is None:
        raise NotFound
    return await calendar(session, calendar_id)


async def policies(session: AsyncSession) -> list[tuple[SlaPolicy, SlaPolicyVersion]]:
    """Return every policy with its current version: active ones in order, then the others by name."""
    rows = await session.execute(
        _policy_query().order_by(SlaPolicy.is_active.desc(), SlaPolicy.position, SlaPolicy.name).limit(MAX_ROWS)
    )
    return [(policy, version) for policy, version in rows]


async def lock_policies(session: AsyncSession) -> list[SlaPolicy]:
    """Return the active policies in order, all locked: places in the order belong to all of them."""
    rows = await session.scalars(
        select(SlaPolicy)
        .where(SlaPolicy.is_active)
        .order_by(SlaPolicy.position, SlaPolicy.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows)


async def policy(session: AsyncSession, policy_id: UUID, *, lock: bool = False) -> tuple[SlaPolicy, SlaPolicyVersion]:
    """Return one policy with its current version; raise NotFound."""
    if lock:
        query = select(SlaPolicy).where(SlaPolicy.id == policy_id).with_for_update()
        await session.scalar(query.execution_options(populate_existing=True))
    row = (await session.execute(_policy_query().where(SlaPolicy.id == policy_id))).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def add_calendar_version(
    work: UnitOfWork, owner: SlaCalendar, definition: Mapping[str, Any], *, reason: str = ""
) -> None:
    """Add the version that the calendar's number and name now speak of."""
    work.session.add(
        SlaCalendarVersion(
            id=new_id(),
            calendar_id=owner.id,
            number=owner.version,
            name=owner.name,
            definition=dict(definition),
            is_active=owner.is_active,
            reason=reason,
            author_name=work.actor.name,
            created_at=work.now,
            created_by=work.actor.id,
        )
    )


def add_policy_version(work: UnitOfWork, owner: SlaPolicy, definition: Mapping[str, Any], *, reason: str = "") -> None:
    """Add the version that the policy's number and name now speak of."""
    work.session.add(
        SlaPolicyVersion(
            id=new_id(),
            policy_id=owner.id,
            number=owner.version,
            name=owner.name,
            definition=dict(definition),
            is_active=owner.is_active,
            reason=reason,
            author_name=work.actor.name,
            created_at=work.now,
            created_by=work.actor.id,
        )
    )


def why(reason: str) -> dict[str, tuple[Any, Any]]:
    """Return the reason of a change as the audit log tells it beside what changed; nothing where none was given."""
    return {"reason": (None, reason)} if reason else {}


async def flush(session: AsyncSession) -> None:
    """Write now, so that a name or key in use is a 409 that says so."""
    try:
        await session.flush()
    except IntegrityError as fault:
        if "uq_sla_" in str(fault.orig):
            raise NameTaken("Another one has this name or key.") from fault
        raise


def _calendar_query() -> Any:
    return select(SlaCalendar, SlaCalendarVersion).join(
        SlaCalendarVersion,
        (SlaCalendarVersion.calendar_id == SlaCalendar.id) & (SlaCalendarVersion.number == SlaCalendar.version),
    )


def _policy_query() -> Any:
    return select(SlaPolicy, SlaPolicyVersion).join(
        SlaPolicyVersion,
        (SlaPolicyVersion.policy_id == SlaPolicy.id) & (SlaPolicyVersion.number == SlaPolicy.version),
    )
