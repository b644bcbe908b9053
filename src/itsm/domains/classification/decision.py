"""A classification: the priority and everything it was decided from, as it is stored and shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from itsm.domains.classification.enums import Source, TextField
from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority


def inputs_json(facts: TicketFacts) -> dict[str, Any]:
    """Return what is stored of the inputs; the rest is on the ticket, and the texts are long."""
    return {
        "impact": facts.impact,
        "urgency": facts.urgency,
        "priority": facts.priority,
        "is_vip": facts.is_vip,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words of the ticket that a term matched; `start` and `end` are character offsets in the field."""

    field: TextField
    term: str
    text: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """Return the match as it is stored."""
        return {
            "field": self.field.value,
            "term": self.term,
            "text": self.text,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVerdict:
    """A rule that holds, and the words that make it hold."""

    rule_id: UUID
    name: str
    is_floor: bool
    priority: Priority
    matched: tuple[Match, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as it is stored next to the one that decided."""
        return {"rule_id": str(self.rule_id), "rule": self.name, "priority": self.priority.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The priority, where it came from and why.

    `ignored` are words that were found but denied ("not down"); `other_rules` held too but were
    lower or later; `raised_from` is what it would have been without the VIP rule.
    """

    priority: Priority
    source: Source
    rule_id: UUID | None = None
    rule: str | None = None
    matched: tuple[Match, ...] = ()
    ignored: tuple[Match, ...] = ()
    other_rules: tuple[RuleVerdict, ...] = ()
    inputs: TicketFacts | None = None
    rule_version: int = 0
    is_choice_refused: bool = False
    raised_from: Priority | None = None

    @classmethod
    def by_rule(cls, verdict: RuleVerdict) -> Classification:
        """Return the decision of one rule."""
        return cls(
            priority=verdict.priority,
            source=Source.RULE,
            rule_id=verdict.rule_id,
            rule=verdict.name,
            matched=verdict.matched,
        )

    def raised_by(self, floor: RuleVerdict) -> Classification:
        """Return this decision lifted to a lower bound, naming the rule that lifted it."""
        return replace(Classification.by_rule(floor), raised_from=self.priority)

    def with_evidence(
        self,
        *,
        inputs: TicketFacts,
        version: int,
        ignored: tuple[Match, ...],
        other_rules: tuple[RuleVerdict, ...],
        is_choice_refused: bool,
    ) -> Classification:
        """Return this decision with all it was decided from."""
        return replace(
            self,
            inputs=inputs,
            rule_version=version,
            ignored=ignored,
            other_rules=other_rules,
            is_choice_refused=is_choice_refused,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the explanation as it is stored with the ticket and shown on it."""
        return {
            "priority": self.priority.value,
            "source": self.source.value,
            "rule": self.rule,
            "rule_id": str(self.rule_id) if self.rule_id else None,
            "rule_version": self.rule_version,
            "matched": [match.to_json() for match in self.matched],
            "ignored": [match.to_json() for match in self.ignored],
            "other_rules": [verdict.to_json() for verdict in self.other_rules],
            "inputs": inputs_json(self.inputs) if self.inputs else {},
            "is_choice_refused": self.is_choice_refused,
            "raised_from": self.raised_from.value if self.raised_from else None,
        }
