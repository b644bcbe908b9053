"""Which team gets a ticket, and why the other rules did not. Pure; agents are chosen in `agents.py`.

Rules are read in order. The first rule that matches and names a team sets the team. Rules that name
no team only add to it: watchers, a notice to the manager, a lower bound for the priority; later
rules see the priority as earlier ones have raised it (domain.md, Routing).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsm.domains.conditions.api import TicketFacts, ticket_vocabulary
from itsm.domains.conditions.enums import TicketField
from itsm.domains.routing.decision import Effects, RuleOutcome, TeamChoice
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.facts import Facts
from itsm.platform.expressions.rulebook import Rulebook
from itsm.platform.expressions.tree import Node

VOCABULARY: Final = ticket_vocabulary(TicketField)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """One rule: where it stands, when it holds, what it does."""

    id: UUID
    name: str
    position: int
    where: Node
    effects: Effects


class RoutingRules:
    """All rules of one version, compiled; immutable. `triage_team_id` takes what no rule routes."""

    def __init__(
        self,
        rules: Iterable[RoutingRule],
        *,
        version: int = 0,
        triage_team_id: UUID | None = None,
        languages: Sequence[str] = ("english",),
    ) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.position)
        self.version = version
        self.triage_team_id = triage_team_id
        self._book = Rulebook([rule.where for rule in self._rules], VOCABULARY, languages=languages)

    def choose_team(self, facts: TicketFacts) -> TeamChoice:
        """Return the team, what else the rules ask for, and the reason. Never fails, never loses a ticket."""
        run = self._start(facts)
        numbers = self._book.candidates(run.facts)
        while numbers:
            number = numbers.pop(0)
            if not self._book.trees[number].holds(run.facts):
                continue
            if run.apply(self._rules[number]):
                # Rules further on may ask for the priority that this one has raised.
                numbers = [later for later in self._book.candidates(run.facts) if later > number]
        return run.settled(self.triage_team_id)

    def explain(self, facts: TicketFacts) -> tuple[TeamChoice, tuple[RuleOutcome, ...]]:
        """Return the same choice with the outcome of every rule, in order."""
        run = self._start(facts)
        outcomes: list[RuleOutcome] = []
        for rule, tree in zip(self._rules, self._book.trees, strict=True):
            mismatches = tree.mismatches(run.facts)
            is_too_late = not mismatches and run.is_too_late(rule)
            outcomes.append(
                RuleOutcome(rule_id=rule.id, name=rule.name, mismatches=mismatches, is_too_late=is_too_late)
            )
            if not mismatches:
                run.apply(rule)
        return run.settled(self.triage_team_id), tuple(outcomes)

    def _start(self, facts: TicketFacts) -> _Run:
        priority = facts.priority or Priority.P4
        values = facts.values() | {TicketField.PRIORITY: priority}
        return _Run(self._book.facts(values), priority, TeamChoice(rule_version=self.version))


class _Run:
    """One ticket on its way through the rules."""

    def __init__(self, facts: Facts, priority: Priority, choice: TeamChoice) -> None:
        self.facts = facts
        self._priority = priority
        self._choice = choice

    def is_too_late(self, rule: RoutingRule) -> bool:
        """Tell whether an earlier rule has settled the team that this one would name."""
        return rule.effects.team_id is not None and self._choice.team_id is not None

    def apply(self, rule: RoutingRule) -> bool:
        """Let a rule that holds take effect, unless it comes too late; tell whether it raised the priority."""
        if self.is_too_late(rule):
            return False
        self._choice = self._choice.with_effects(rule.id, rule.name, rule.effects)
        floor = rule.effects.priority_floor
        if floor is None or floor >= self._priority:
            return False
        self._priority = floor
        self.facts = self.facts.changed(**{TicketField.PRIORITY.value: floor})
        return True

    def settled(self, triage_team_id: UUID | None) -> TeamChoice:
        """Return the choice once every rule has been asked."""
        return self._choice.settled(triage_team_id, self._priority)
