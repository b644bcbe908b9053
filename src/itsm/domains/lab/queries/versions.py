"""Versions of all kinds, told alike: who made them, why, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification import api as classification
from itsm.domains.lab.enums import Kind
from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.sla.models import SlaCalendarVersion, SlaPolicyVersion
from itsm.platform.errors import NotFound
from itsm.platform.ids import try_uuid

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionCard:
    """A version. `reference` names it; `subject` is the policy or calendar, None where all rules are one version."""

    reference: str
    number: int
    subject: str | None
    reason: str
    author: str
    created_at: datetime


async def list_versions(session: AsyncSession, kind: Kind, *, after: str | None, limit: int) -> Sequence[VersionCard]:
    """Return versions, newest first, those that follow version `after` in this order."""
    if kind is Kind.ROUTING:
        below = _number(after) if after else None
        return [_of_set(row) for row in await routing.RULES.list_versions(session, below=below, limit=limit)]
    if kind is Kind.CLASSIFICATION:
        below = _number(after) if after else None
        return [_of_set(row) for row in await classification.RULES.list_versions(session, below=below, limit=limit)]
    before = _uuid(after) if after else None
    if kind is Kind.SLA_POLICIES:
        return [_of_one(row) for row in await sla.policy_versions(session, before=before, limit=limit)]
    return [_of_one(row) for row in await sla.calendar_versions(session, before=before, limit=limit)]


async def version_card(session: AsyncSession, kind: Kind, reference: str) -> VersionCard:
    """Return one version; raise NotFound."""
    if kind is Kind.ROUTING:
        found = await routing.RULES.list_versions(session, below=_number(reference) + 1, limit=1)
        return _exactly(found, reference)
    if kind is Kind.CLASSIFICATION:
        found = await classification.RULES.list_versions(session, below=_number(reference) + 1, limit=1)
        return _exactly(found, reference)
    return _of_one(await _stored(session, kind, reference))


async def content_of(session: AsyncSession, kind: Kind, reference: str) -> dict[str, Any]:
    """Return what would be in force with this version: of policies and calendars only that one differs."""
    if kind is Kind.ROUTING:
        return await routing.RULES.content_of_version(session, _number(reference))
    if kind is Kind.CLASSIFICATION:
        return await classification.RULES.content_of_version(session, _number(reference))
    if kind is Kind.SLA_POLICIES:
        return await sla.policies_with(session, _uuid(reference))
    return await sla.calendars_with(session, _uuid(reference))


async def change_of(session: AsyncSession, kind: Kind, reference: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return a version's content beside that of the one before it (empty for the first)."""
    if kind in {Kind.ROUTING, Kind.CLASSIFICATION}:
        content = await content_of(session, kind, reference)
        number = _number(reference) - 1
        before = await content_of(session, kind, str(number)) if number > 0 else {name: [] for name in content}
        return before, content
    version = await _stored(session, kind, reference)
    earlier: SlaPolicyVersion | SlaCalendarVersion | None
    if isinstance(version, SlaPolicyVersion):
        earlier = await sla.policy_version_before(session, version)
    else:
        earlier = await sla.calendar_version_before(session, version)
    return {kind.value: [_entry(earlier)] if earlier else []}, {kind.value: [_entry(version)]}


def live_version_id(kind: Kind) -> UUID:
    """Return the id under which the history of what is in force of a kind is kept."""
    return uuid5(NAMESPACE_URL, f"rule-versions-{kind.value}")


async def _stored(session: AsyncSession, kind: Kind, reference: str) -> SlaPolicyVersion | SlaCalendarVersion:
    model = SlaPolicyVersion if kind is Kind.SLA_POLICIES else SlaCalendarVersion
    row: SlaPolicyVersion | SlaCalendarVersion | None = await session.get(model, _uuid(reference))
    if row is None:
        raise NotFound
    return row


def _entry(version: SlaPolicyVersion | SlaCalendarVersion) -> dict[str, Any]:
    owner = version.policy_id if isinstance(version, SlaPolicyVersion) else version.calendar_id
    kept = {"id": str(owner), "name": version.name, "is_active": version.is_active}
    return kept | dict(version.definition)


def _of_set(row: Any) -> VersionCard:
    return VersionCard(
        reference=str(row.number),
        number=row.number,
        subject=None,
        reason=row.reason,
        author=row.author_name,
        created_at=row.created_at,
    )


def _of_one(row: SlaPolicyVersion | SlaCalendarVersion) -> VersionCard:
    return VersionCard(
        reference=str(row.id),
        number=row.number,
        subject=row.name,
        reason=row.reason,
        author=row.author_name,
        created_at=row.created_at,
    )


def _exactly(found: Sequence[Any], reference: str) -> VersionCard:
    if not found or str(found[0].number) != reference:
        raise NotFound
    return _of_set(found[0])


def _number(reference: str) -> int:
    if not reference.isascii() or not reference.isdigit() or len(reference) > _MOST_DIGITS:
        raise NotFound
    return int(reference)


def _uuid(reference: str) -> UUID:
    found = try_uuid(reference)
    if found is None:
        raise NotFound
    return found
