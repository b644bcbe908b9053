"""Use cases: change rules and their order, say who is away. Every change of rules makes a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from itsm.domains.presence import api as presence
from itsm.domains.routing.codec import rule_content
from itsm.domains.routing.events import RULE_SET_ID, AgentPresenceChanged, RoutingRuleChanged, RoutingRulesReordered
from itsm.domains.routing.models import AgentLoad, RoutingRuleRow
from itsm.domains.routing.repository import RULES
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import Forbidden, Invalid
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"


async def add_rule(work: UnitOfWork, fields: Mapping[str, Any], *, reason: str) -> RoutingRuleRow:
    """Add a rule; raise `Invalid` for one that does nothing or names an unknown team or person.

    `fields["where"]` is a condition that `conditions` has checked.
    """
    work.actor.require(MANAGE)
    await RULES.lock_versions(work.session)
    await check_rule(work, fields)
    await check_agent(work, fields.get("team_id"), fields.get("agent_id"))
    row = await stage_rule(work, fields)
    number = await write_version(work, reason)
    _tell(work, row, {field: (None, value) for field, value in rule_content(row).items()}, number, reason)
    return row


async def change_rule(
    work: UnitOfWork, row: RoutingRuleRow, changes: Mapping[str, Any], *, reason: str
) -> RoutingRuleRow:
    """Change a locked rule; nothing happens where nothing differs. Raises `Invalid` like `add_rule`."""
    work.actor.require(MANAGE)
    await check_rule(work, changes)
    if {"team_id", "agent_id"} & changes.keys():
        team_id, agent_id = (changes.get(name, getattr(row, name)) for name in ("team_id", "agent_id"))
        await check_agent(work, team_id, agent_id)
    before = rule_content(row)
    if changes.get("position", row.position) != row.position:
        await RULES.make_room(work, changes["position"], beside=row.id)
    for field, value in _stored(changes).items():
        if getattr(row, field) != value:
            setattr(row, field, value)
    refuse_idle(row)
    after = rule_content(row)
    differing = {field: (before[field], value) for field, value in after.items() if before[field] != value}
    if not differing:
        return row
    row.version += 1
    row.updated_at = work.now
    number = await write_version(work, reason)
    _tell(work, row, differing, number, reason)
    return row


async def reorder_rules(work: UnitOfWork, order: Sequence[UUID], *, reason: str) -> None:
    """Put every rule in a new order; raise `Invalid` unless `order` names each of them once."""
    work.actor.require(MANAGE)
    await RULES.lock_versions(work.session)
    rows = {row.id: row for row in await RULES.all(work.session)}
    if len(order) != len(rows) or set(order) != rows.keys():
        raise Invalid.field("ids", "Name every rule once.", "incomplete")
    before = list(rows)
    if before == list(order):
        return
    for position, rule_id in enumerate(order):
        row = rows[rule_id]
        if row.position != position:
            row.position, row.version, row.updated_at = position, row.version + 1, work.now
    number = await write_version(work, reason)
    work.record(
        RoutingRulesReordered(
            subject_id=RULE_SET_ID,
            version=number,
            changes={"order": (before, list(order))},
            rule_set_version=number,
            reason=reason,
            summary="Routing rules reordered",
        )
    )


async def set_presence(work: UnitOfWork, user_id: UUID, *, is_away: bool) -> None:
    """Say that an agent is away or back. Everybody may say it of themselves, team managers of others."""
    if work.actor.id != user_id:
        work.actor.require("teams.manage")
    elif not work.actor.is_staff:
        raise Forbidden("Only staff get tickets assigned.")
    person = await users.require_active_user(work.session, user_id)
    row = {"user_id": user_id, "open_count": 0, "is_away": is_away}
    added = insert(AgentLoad).values(row)
    changed = added.on_conflict_do_update(
        index_elements=["user_id"],
        set_={"is_away": added.excluded.is_away},
        where=AgentLoad.is_away != added.excluded.is_away,
    ).returning(AgentLoad.user_id)
    if await work.session.scalar(changed) is None:
        return
    work.record(
        AgentPresenceChanged(
            subject_id=user_id,
            is_away=is_away,
            changes={"is_away": (not is_away, is_away)},
            summary=f"{person.name} is {'away' if is_away else 'back'}",
        )
    )


async def stage_rule(work: UnitOfWork, fields: Mapping[str, Any]) -> RoutingRuleRow:
    """Add a rule to the session without making a version; part of a larger change."""
    given = _stored(fields)
    if given.get("position") is None:
        given["position"] = await RULES.next_position(work.session)
    else:
        await RULES.make_room(work, given["position"])
    given.setdefault("skill_ids", [])
    row = RoutingRuleRow(id=new_id(), version=1, created_at=work.now, updated_at=work.now, **given)
    refuse_idle(row)
    work.session.add(row)
    await work.session.flush()
    return row


async def write_version(work: UnitOfWork, reason: str) -> int:
    """Keep all rules as they are now under the next number, and have them read anew."""
    await work.session.flush()
    return await RULES.keep(work, {"rules": [rule_content(row) for row in await RULES.all(work.session)]}, reason)


def _stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    stored = dict(fields)
    for name in {"watcher_ids", "skill_ids"} & stored.keys():
        stored[name] = list(dict.fromkeys(stored[name]))
    return stored


def refuse_idle(row: RoutingRuleRow) -> None:
    """Raise `Invalid` for a rule that does nothing."""
    if row.team_id is None and not (row.priority_floor or row.watcher_ids or row.notify_manager or row.skill_ids):
        raise Invalid.field("team_id", "Give the rule something to do: a team, a priority, a watcher.", "required")


async def check_rule(work: UnitOfWork, fields: Mapping[str, Any]) -> None:
    """Raise `Invalid` where a rule names a team or person that cannot get tickets."""
    if fields.get("team_id"):
        await teams.require_active_team(work.session, fields["team_id"])
    for watcher in fields.get("watcher_ids") or ():
        await users.require_active_user(work.session, watcher, field="watcher_ids")
    if fields.get("skill_ids"):
        await presence.require_skills(work, set(fields["skill_ids"]))


async def check_agent(work: UnitOfWork, team_id: UUID | None, agent_id: UUID | None) -> None:
    """Raise `Invalid` where the agent that a rule names is no active member of its team."""
    if agent_id is None:
        return
    if team_id is None or team_id not in await teams.team_ids_of(work.session, agent_id):
        raise Invalid.field("agent_id", "Choose a member of the team.", "unknown_reference")
    await users.require_active_user(work.session, agent_id, field="agent_id")


def _tell(work: UnitOfWork, row: RoutingRuleRow, changes: dict[str, Any], number: int, reason: str) -> None:
    work.record(
        RoutingRuleChanged(
            subject_id=row.id,
            version=row.version,
            changes=changes,
            rule_set_version=number,
            reason=reason,
            summary=f"Routing rule {row.name}: version {row.version}",
        )
    )
