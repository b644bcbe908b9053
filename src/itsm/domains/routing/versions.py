"""The whole rule set as one JSON content: read it, put it into force, build the engine that serves it.

The content is the shape that `routing_versions` keeps. Others (the rule lab) carry it about without
looking inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.codec import columns_from, rule_content
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.events import RULE_SET_ID, RoutingRulesActivated
from itsm.domains.routing.models import RoutingRuleRow, RoutingVersion
from itsm.domains.routing.repository import SNAPSHOT, latest_version, lock_versions, rule_rows, rules_from
from itsm.domains.routing.service import MANAGE, check_agent, check_rule, refuse_idle, write_version
from itsm.domains.settings import api as settings
from itsm.platform.errors import NotFound
from itsm.platform.work import UnitOfWork

ALL: Final = "all"
"""The key under which the version of the whole set stands beside those of its rules."""


async def current_content(session: AsyncSession) -> dict[str, Any]:
    """Return all rules as they are in force."""
    return {"rules": [rule_content(row) for row in await rule_rows(session)]}


async def current_engine(session: AsyncSession) -> RoutingRules:
    """Return the engine that routes live tickets; no query while the rules in memory are fresh."""
    return await SNAPSHOT.get(session)


async def engine_from(session: AsyncSession, content: Mapping[str, Any], *, version: int = 0) -> RoutingRules:
    """Return the engine for a content, with the present triage team and language."""
    triage = await settings.setting(session, "triage_team_id")
    return rules_from(
        content,
        version=version,
        triage_team_id=UUID(triage) if triage else None,
        languages=await settings.setting(session, "text_languages"),
    )


async def activate_content(work: UnitOfWork, content: Mapping[str, Any], *, reason: str) -> int:
    """Make `content` the rules in force; return the number of the version that came of it.

    Rules that it lacks are removed (versions keep them). Raises `Invalid` where an active rule names
    a team or person that can no longer get tickets.
    """
    work.actor.require(MANAGE)
    await lock_versions(work.session)
    before = await latest_version(work.session)
    rows = {row.id: row for row in await rule_rows(work.session)}
    wanted = {row["id"]: row for row in map(columns_from, content["rules"])}
    for rule_id, row in rows.items():
        if rule_id not in wanted:
            await work.session.delete(row)
    for rule_id, columns in wanted.items():
        await _place(work, rows.get(rule_id), columns)
    number = await write_version(work, reason)
    work.record(
        RoutingRulesActivated(
            subject_id=RULE_SET_ID,
            version=number,
            changes={"version": (before, number)},
            rule_set_version=number,
            reason=reason,
            summary=f"Routing rules: version {number} in force",
        )
    )
    return number


async def content_of_version(session: AsyncSession, number: int) -> dict[str, Any]:
    """Return what a version kept; raise `NotFound`."""
    row = await session.get(RoutingVersion, number)
    if row is None:
        raise NotFound
    return row.content


async def list_versions(session: AsyncSession, *, below: int | None, limit: int) -> Sequence[Any]:
    """Return number, reason, author_name and created_at of versions, newest first, those below number `below`."""
    kept = RoutingVersion
    newest = select(kept.number, kept.reason, kept.author_name, kept.created_at).order_by(kept.number.desc())
    page = newest if below is None else newest.where(kept.number < below)
    return (await session.execute(page.limit(limit))).all()


async def numbers(session: AsyncSession) -> dict[str, int]:
    """Return the version of every rule by its id, and that of all together."""
    found = {str(row.id): row.version for row in await rule_rows(session)}
    return found | {ALL: await latest_version(session)}


async def renumber(session: AsyncSession, wanted: Mapping[str, int]) -> None:
    """Raise versions to those wanted where they are lower. For contents that are not in force."""
    for row in await rule_rows(session):
        row.version = max(row.version, wanted.get(str(row.id), 0))
    newest = await session.get(RoutingVersion, await latest_version(session))
    if newest is not None:
        newest.number = max(newest.number, wanted.get(ALL, 0))
    await session.flush()


async def _place(work: UnitOfWork, row: RoutingRuleRow | None, columns: Mapping[str, Any]) -> None:
    """Bring one row in line with its content."""
    if row is None:
        row = RoutingRuleRow(version=1, created_at=work.now, updated_at=work.now, **columns)
        work.session.add(row)
    elif changed := {name: value for name, value in columns.items() if getattr(row, name) != value}:
        for name, value in changed.items():
            setattr(row, name, value)
        row.version, row.updated_at = row.version + 1, work.now
    else:
        return
    if row.is_active:
        await check_rule(work, columns)
        await check_agent(work, columns["team_id"], columns["agent_id"])
    refuse_idle(row)
