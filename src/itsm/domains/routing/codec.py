"""Rules between the database and the engine."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from itsm.domains.routing.decision import Effects
from itsm.domains.routing.engine.teams import Conditions, RoutingRule
from itsm.domains.routing.models import RoutingRuleRow
from itsm.domains.settings.enums import Priority

_IDS = ("category_ids", "subcategory_ids", "location_ids")
_WORDS = ("types", "priorities", "departments", "keywords")


def conditions_json(conditions: Conditions) -> dict[str, Any]:
    """Return the conditions as they are stored: only those that ask for something."""
    stored: dict[str, Any] = {name: sorted(map(str, getattr(conditions, name))) for name in _IDS}
    stored |= {name: sorted(getattr(conditions, name)) for name in _WORDS}
    stored = {name: value for name, value in stored.items() if value}
    if conditions.is_vip is not None:
        stored["is_vip"] = conditions.is_vip
    return stored


def conditions_from(stored: dict[str, Any]) -> Conditions:
    """Return the conditions that `conditions_json` wrote."""
    return Conditions(
        category_ids=frozenset(map(UUID, stored.get("category_ids", ()))),
        subcategory_ids=frozenset(map(UUID, stored.get("subcategory_ids", ()))),
        location_ids=frozenset(map(UUID, stored.get("location_ids", ()))),
        types=frozenset(stored.get("types", ())),
        priorities=frozenset(map(Priority, stored.get("priorities", ()))),
        departments=frozenset(stored.get("departments", ())),
        keywords=tuple(stored.get("keywords", ())),
        is_vip=stored.get("is_vip"),
    )


def rule_content(row: RoutingRuleRow) -> dict[str, Any]:
    """Return a rule as versions keep it."""
    return {
        "id": str(row.id),
        "position": row.position,
        "name": row.name,
        "conditions": row.conditions,
        "team_id": str(row.team_id) if row.team_id else None,
        "priority_floor": row.priority_floor,
        "watcher_ids": [str(watcher) for watcher in row.watcher_ids],
        "notify_manager": row.notify_manager,
        "is_active": row.is_active,
    }


def rule_from(content: dict[str, Any]) -> RoutingRule:
    """Return the engine's rule for one that a version kept."""
    floor = content["priority_floor"]
    return RoutingRule(
        id=UUID(content["id"]),
        name=content["name"],
        position=content["position"],
        conditions=conditions_from(content["conditions"]),
        effects=Effects(
            team_id=UUID(content["team_id"]) if content["team_id"] else None,
            priority_floor=Priority(floor) if floor else None,
            watcher_ids=tuple(map(UUID, content["watcher_ids"])),
            notify_manager=content["notify_manager"],
        ),
    )
