"""Reading, locking and versioning rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.codec import rule_content, rule_from
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.models import RoutingRuleRow, RoutingVersion
from itsm.domains.settings import api as settings
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.errors import NotFound

# Rules people keep by hand.
MOST_RULES = 2_000

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('routing_versions'))")


async def rule_rows(session: AsyncSession) -> list[RoutingRuleRow]:
    """Return every rule, active or not, in order."""
    ordered = select(RoutingRuleRow).order_by(RoutingRuleRow.position, RoutingRuleRow.id)
    return list(await session.scalars(ordered.limit(MOST_RULES)))


async def get_rule(session: AsyncSession, rule_id: UUID) -> RoutingRuleRow:
    """Return one rule; raise `NotFound`."""
    row = await session.get(RoutingRuleRow, rule_id)
    if row is None:
        raise NotFound
    return row


async def lock_rule(session: AsyncSession, rule_id: UUID) -> RoutingRuleRow:
    """Return one rule, locked until the commit together with the numbering of versions; raise `NotFound`."""
    await lock_versions(session)
    row = await session.get(RoutingRuleRow, rule_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def lock_versions(session: AsyncSession) -> None:
    """Let one change at a time make a version, so that each version holds exactly one change."""
    await session.execute(_LOCK)


async def latest_version(session: AsyncSession) -> int:
    """Return the number of the version in force, 0 before there is any."""
    number: int | None = await session.scalar(select(func.max(RoutingVersion.number)))
    return number or 0


async def next_position(session: AsyncSession) -> int:
    """Return the position after the last rule."""
    last: int | None = await session.scalar(select(func.max(RoutingRuleRow.position)))
    return 0 if last is None else last + 1


def rules_from(
    content: Mapping[str, Any], *, version: int, triage_team_id: UUID | None, languages: Sequence[str]
) -> RoutingRules:
    """Return the engine for all rules of a content, as versions keep it."""
    active = [rule_from(rule) for rule in content["rules"] if rule["is_active"]]
    return RoutingRules(active, version=version, triage_team_id=triage_team_id, languages=languages)


async def _load(session: AsyncSession) -> RoutingRules:
    triage = await settings.setting(session, "triage_team_id")
    return rules_from(
        {"rules": [rule_content(row) for row in await rule_rows(session)]},
        version=await latest_version(session),
        triage_team_id=UUID(triage) if triage else None,
        languages=await settings.setting(session, "text_languages"),
    )


SNAPSHOT = ConfigSnapshot("routing", _load)
