"""Rules between the database and the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from itsm.domains.conditions.api import from_routing_lists
from itsm.domains.routing.decision import Effects
from itsm.domains.routing.engine.teams import RoutingRule
from itsm.domains.routing.models import RoutingRuleRow
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.tree import Node, from_json, to_json


def rule_content(row: RoutingRuleRow) -> dict[str, Any]:
    """Return a rule as versions keep it."""
    return {
        "id": str(row.id),
        "position": row.position,
        "name": row.name,
        "where": row.where,
        "team_id": str(row.team_id) if row.team_id else None,
        "agent_id": str(row.agent_id) if row.agent_id else None,
        "priority_floor": row.priority_floor,
        "watcher_ids": [str(watcher) for watcher in row.watcher_ids],
        "notify_manager": row.notify_manager,
        "skill_ids": [str(skill) for skill in row.skill_ids],
        "is_active": row.is_active,
    }


def rule_from(content: dict[str, Any]) -> RoutingRule:
    """Return the engine's rule for one that a version kept, also in the shape before `where`."""
    floor = content["priority_floor"]
    agent = content.get("agent_id")
    return RoutingRule(
        id=UUID(content["id"]),
        name=content["name"],
        position=content["position"],
        where=where_of(content),
        effects=Effects(
            team_id=UUID(content["team_id"]) if content["team_id"] else None,
            agent_id=UUID(agent) if agent else None,
            priority_floor=Priority(floor) if floor else None,
            watcher_ids=tuple(map(UUID, content["watcher_ids"])),
            notify_manager=content["notify_manager"],
            # Versions from before skills do not name any.
            skill_ids=tuple(map(UUID, content.get("skill_ids", ()))),
        ),
    )


def where_of(content: Mapping[str, Any]) -> Node:
    """Return when a rule that a version kept holds."""
    if "where" in content:
        return from_json(content["where"])
    return from_routing_lists(content["conditions"])


def columns_from(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the row that `rule_content` was made from, also in the shape before `where`."""
    plain = {name: value for name, value in content.items() if name != "conditions"}
    return plain | {
        "id": UUID(content["id"]),
        "where": to_json(where_of(content)),
        "team_id": UUID(content["team_id"]) if content["team_id"] else None,
        "agent_id": UUID(content["agent_id"]) if content.get("agent_id") else None,
        "watcher_ids": [UUID(watcher) for watcher in content["watcher_ids"]],
        "skill_ids": [UUID(skill) for skill in content.get("skill_ids", ())],
    }
