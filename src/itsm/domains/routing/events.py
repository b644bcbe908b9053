"""What happens to the rules of routing and to the presence of agents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from itsm.platform.events import DomainEvent, LiveMessage

RULE_SET_ID: Final[UUID] = uuid5(NAMESPACE_URL, "routing-rules")
"""The id under which the history of the order of all rules is kept."""


@dataclass(frozen=True, kw_only=True)
class RoutingRuleChanged(DomainEvent):
    """A rule was added or changed; `rule_set_version` is the version that came of it."""

    name: ClassVar[str] = "routing_rule.changed"
    subject_type: ClassVar[str] = "routing_rule"
    rule_set_version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoutingRulesReordered(DomainEvent):
    """The rules stand in another order; `changes` has the ids before and after."""

    name: ClassVar[str] = "routing_rules.reordered"
    subject_type: ClassVar[str] = "routing_rules"
    rule_set_version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoutingRulesActivated(DomainEvent):
    """The whole rule set was replaced: by a draft, or by an earlier version."""

    name: ClassVar[str] = "routing_rules.activated"
    subject_type: ClassVar[str] = "routing_rules"
    rule_set_version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgentPresenceChanged(DomainEvent):
    """An agent went away or came back; nothing is assigned to them while they are away."""

    name: ClassVar[str] = "agent.presence_changed"
    subject_type: ClassVar[str] = "user"
    is_away: bool

    def live(self) -> LiveMessage:
        """Tell the agent's own screens and those of the managers."""
        return LiveMessage(
            type="presence.changed",
            rooms=(f"user:{self.subject_id}", "queue"),
            payload={"id": str(self.subject_id), "version": 0, "type": "user", "changed": ["is_away"]},
        )
