"""Which team gets a ticket, and why the other rules did not. Pure; agents are chosen in `agents.py`.

Rules are read in order. The first rule that matches and names a team sets the team. Rules that name
no team only add to it: watchers, a notice to the manager, a lower bound for the priority; later
rules see the priority as earlier ones have raised it (domain.md, Routing).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from itsm.domains.routing.decision import Condition, Effects, Mismatch, RuleOutcome, TeamChoice
from itsm.domains.settings.enums import Priority
from itsm.platform.text.analyzer import Analyzer
from itsm.platform.text.matcher import PhraseMatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingFacts:
    """What rules may look at. `department` is the requester's; times and people are not their business."""

    category_id: UUID | None = None
    subcategory_id: UUID | None = None
    location_id: UUID | None = None
    ticket_type: str = "incident"
    priority: Priority = Priority.P4
    department: str | None = None
    title: str = ""
    description: str = ""
    is_vip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a rule asks for. An empty condition asks for nothing; all others must hold together.

    Of `keywords` any one is enough; a denied word ("not down") does not count. Departments are
    compared without regard to case.
    """

    category_ids: frozenset[UUID] = frozenset()
    subcategory_ids: frozenset[UUID] = frozenset()
    location_ids: frozenset[UUID] = frozenset()
    types: frozenset[str] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    departments: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()
    is_vip: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """One rule: where it stands, what it asks for, what it does."""

    id: UUID
    name: str
    position: int
    conditions: Conditions
    effects: Effects


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: RoutingRule
    keywords: frozenset[int]


class RoutingRules:
    """All rules of one version, compiled; immutable. `triage_team_id` takes what no rule routes."""

    def __init__(
        self,
        rules: Iterable[RoutingRule],
        *,
        version: int = 0,
        triage_team_id: UUID | None = None,
        language: str = "english",
    ) -> None:
        ordered = sorted(rules, key=lambda rule: rule.position)
        self.version = version
        self.triage_team_id = triage_team_id
        self._matcher = PhraseMatcher(
            Analyzer(language), (word for rule in ordered for word in rule.conditions.keywords)
        )
        self._rules = [_Compiled(rule, self._numbers(rule.conditions.keywords)) for rule in ordered]

    def choose_team(self, facts: RoutingFacts) -> TeamChoice:
        """Return the team, what else the rules ask for, and the reason. Never fails, never loses a ticket."""
        choice, _ = self._run(facts, explain=False)
        return choice

    def explain(self, facts: RoutingFacts) -> tuple[TeamChoice, tuple[RuleOutcome, ...]]:
        """Return the same choice with the outcome of every rule, in order."""
        return self._run(facts, explain=True)

    def _run(self, facts: RoutingFacts, *, explain: bool) -> tuple[TeamChoice, tuple[RuleOutcome, ...]]:
        said = self._words(facts)
        choice = TeamChoice(rule_version=self.version)
        outcomes: list[RuleOutcome] = []
        for compiled in self._rules:
            mismatches = _mismatches(compiled, facts, said, stop_at_first=not explain)
            outcome = _outcome(compiled.rule, mismatches, choice)
            if outcome.is_applied:
                choice = choice.with_effects(outcome.rule_id, outcome.name, compiled.rule.effects)
                facts = _raised(facts, compiled.rule.effects.priority_floor)
            if explain:
                outcomes.append(outcome)
        return choice.settled(self.triage_team_id, facts.priority), tuple(outcomes)

    def _numbers(self, words: Sequence[str]) -> frozenset[int]:
        return frozenset(number for word in words if (number := self._matcher.number_of(word)) is not None)

    def _words(self, facts: RoutingFacts) -> frozenset[int]:
        if not any(compiled.keywords for compiled in self._rules):
            return frozenset()
        texts = (facts.title, facts.description)
        return frozenset(hit.phrase for text in texts for hit in self._matcher.find(text) if not hit.is_negated)


def _raised(facts: RoutingFacts, floor: Priority | None) -> RoutingFacts:
    return replace(facts, priority=floor) if floor and floor < facts.priority else facts


def _outcome(rule: RoutingRule, mismatches: tuple[Mismatch, ...], choice: TeamChoice) -> RuleOutcome:
    is_late = not mismatches and rule.effects.team_id is not None and choice.team_id is not None
    return RuleOutcome(rule_id=rule.id, name=rule.name, mismatches=mismatches, is_too_late=is_late)


def _mismatches(
    compiled: _Compiled, facts: RoutingFacts, said: frozenset[int], *, stop_at_first: bool
) -> tuple[Mismatch, ...]:
    """Return the conditions that do not hold; none means that the rule matches."""
    asked = compiled.rule.conditions
    found: list[Mismatch] = []
    for condition, wanted, got in (
        (Condition.CATEGORY, asked.category_ids, facts.category_id),
        (Condition.SUBCATEGORY, asked.subcategory_ids, facts.subcategory_id),
        (Condition.LOCATION, asked.location_ids, facts.location_id),
        (Condition.TYPE, asked.types, facts.ticket_type),
        (Condition.PRIORITY, asked.priorities, facts.priority),
        (Condition.DEPARTMENT, asked.departments, (facts.department or "").casefold()),
    ):
        if wanted and got not in wanted:
            found.append(Mismatch(condition=condition, got=str(got) if got else None))
            if stop_at_first:
                return tuple(found)
    if asked.keywords and compiled.keywords.isdisjoint(said):
        found.append(Mismatch(condition=Condition.KEYWORDS, got=None))
    if asked.is_vip is not None and asked.is_vip is not facts.is_vip:
        found.append(Mismatch(condition=Condition.VIP, got=str(facts.is_vip).lower()))
    return tuple(found)
