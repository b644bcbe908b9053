"""A choice of team with its reason, as it is stored and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.compiled import Mismatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a rule does when it matches; without a team it adds to what another rule decides.

    `agent_id` is who of the team gets the ticket, if they can take it.
    """

    team_id: UUID | None = None
    agent_id: UUID | None = None
    priority_floor: Priority | None = None
    watcher_ids: tuple[UUID, ...] = ()
    notify_manager: bool = False
    skill_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """What became of one rule: applied, not matching (`mismatches`), or after the team was settled."""

    rule_id: UUID
    name: str
    mismatches: tuple[Mismatch, ...]
    is_too_late: bool

    @property
    def is_applied(self) -> bool:
        """Tell whether the rule took effect."""
        return not self.mismatches and not self.is_too_late


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChoice:
    """The team of a ticket. `rule` is the one that named it; `added_by` those that only added.

    `is_unrouted`: no rule named a team; the triage team has it, or nobody (`team_id` None).
    `priority` is the ticket's priority with every lower bound applied.
    """

    team_id: UUID | None = None
    agent_id: UUID | None = None
    rule_id: UUID | None = None
    rule: str | None = None
    added_by: tuple[str, ...] = ()
    priority: Priority = Priority.P4
    priority_floor: Priority | None = None
    watcher_ids: tuple[UUID, ...] = ()
    notify_manager: bool = False
    skill_ids: tuple[UUID, ...] = ()
    is_unrouted: bool = False
    rule_version: int = 0

    def with_effects(self, rule_id: UUID, name: str, effects: Effects) -> TeamChoice:
        """Return this choice after one more rule took effect."""
        floors = [floor for floor in (self.priority_floor, effects.priority_floor) if floor]
        added = replace(
            self,
            priority_floor=min(floors, default=None),
            watcher_ids=tuple(dict.fromkeys((*self.watcher_ids, *effects.watcher_ids))),
            notify_manager=self.notify_manager or effects.notify_manager,
            skill_ids=tuple(dict.fromkeys((*self.skill_ids, *effects.skill_ids))),
        )
        if effects.team_id is None:
            return replace(added, added_by=(*added.added_by, name))
        return replace(added, team_id=effects.team_id, agent_id=effects.agent_id, rule_id=rule_id, rule=name)

    def settled(self, triage_team_id: UUID | None, priority: Priority) -> TeamChoice:
        """Return the final choice: what no rule routed goes to triage and is marked."""
        if self.team_id is not None:
            return replace(self, priority=priority)
        return replace(self, priority=priority, team_id=triage_team_id, is_unrouted=True)

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as it is stored with the ticket."""
        return {
            "team_id": str(self.team_id) if self.team_id else None,
            "agent_id": str(self.agent_id) if self.agent_id else None,
            "rule": self.rule,
            "rule_id": str(self.rule_id) if self.rule_id else None,
            "rule_version": self.rule_version,
            "added_by": list(self.added_by),
            "priority_floor": self.priority_floor.value if self.priority_floor else None,
            "watcher_ids": [str(watcher) for watcher in self.watcher_ids],
            "notify_manager": self.notify_manager,
            "skill_ids": [str(skill) for skill in self.skill_ids],
            "is_unrouted": self.is_unrouted,
        }
