"""The whole rule set as one JSON content: read it, put it into force, build the engine that serves it.

The content is the shape that `routing_versions` keeps. Others (the rule lab) carry it about without
looking inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.codec import columns_from, rule_content
from itsm.domains.routing.engine.teams import RoutingRules
from itsm.domains.routing.events import RULE_SET_ID, RoutingRulesActivated
from itsm.domains.routing.models import RoutingRuleRow
from itsm.domains.routing.repository import RULES, SNAPSHOT, rules_from
from itsm.domains.routing.service import MANAGE, check_agent, check_rule, refuse_idle, write_version
from itsm.domains.settings import api as settings
from itsm.platform.work import UnitOfWork


async def current_content(session: AsyncSession) -> dict[str, Any]:
    """Return all rules as they are in force."""
    return {"rules": [rule_content(row) for row in await RULES.all(session)]}


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
    await RULES.lock_versions(work.session)
    before = await RULES.latest(work.session)
    rows = {row.id: row for row in await RULES.all(work.session)}
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


async def _place(work: UnitOfWork, row: RoutingRuleRow | None, columns: Mapping[str, Any]) -> None:
    """Bring one row in line with its content, checked where that changes what it does."""
    placed = RULES.bring_in_line(work, row, columns)
    if placed is None:
        return
    if placed.is_active:
        await check_rule(work, columns)
        await check_agent(work, columns["team_id"], columns["agent_id"])
    refuse_idle(placed)
