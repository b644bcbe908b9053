"""Options and escalation levels of a policy, from what its version stores. Versions older than them have none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from itsm.domains.sla.engine.levels import Level
from itsm.domains.sla.engine.options import SHIPPED_PAUSES, Options
from itsm.domains.sla.enums import OnPriorityChange, OnReopen, Recipient

SHIPPED_OPTIONS: dict[str, Any] = {
    "pause_on": {metric: sorted(words) for metric, words in SHIPPED_PAUSES.items()},
    "on_reopen": OnReopen.RESUME.value,
    "on_priority_change": OnPriorityChange.AS_IF_ALWAYS.value,
}


def stored_options(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options a definition stores, the shipped ones where it is older than options."""
    return dict(definition.get("options") or SHIPPED_OPTIONS)


def options_from(definition: Mapping[str, Any]) -> Options:
    """Return the options of a stored definition."""
    stored = stored_options(definition)
    return Options(
        pause_on={metric: frozenset(words) for metric, words in stored["pause_on"].items()},
        on_reopen=OnReopen(stored["on_reopen"]),
        on_priority_change=OnPriorityChange(stored["on_priority_change"]),
    )


def levels_from(definition: Mapping[str, Any]) -> tuple[Level, ...]:
    """Return the escalation levels of a stored definition, in order."""
    return tuple(_level(position, stored) for position, stored in enumerate(definition.get("escalations") or ()))


def _level(position: int, stored: Mapping[str, Any]) -> Level:
    return Level(
        position=position,
        name=stored["name"],
        metric=stored["metric"],
        percent=stored["percent"],
        recipients=tuple(Recipient(word) for word in stored["recipients"]),
        people=tuple(UUID(one) for one in stored["people"]),
        team_id=UUID(stored["team_id"]) if stored["team_id"] else None,
        agent_id=UUID(stored["agent_id"]) if stored["agent_id"] else None,
        priority=stored["priority"],
        watchers=tuple(UUID(one) for one in stored["watchers"]),
    )
