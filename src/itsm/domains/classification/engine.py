"""Which priority a ticket gets, and why. Pure: no clock, no database, the same answer every time.

Priority = the requester's choice where allowed, else the highest of what the rules that hold say,
else the impact x urgency matrix, else P4 (domain.md, Classification). A rule may also be a lower
bound ("at least P2") under the last three. Ties between rules go to the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsm.domains.classification.decision import Classification, Match, RuleVerdict
from itsm.domains.classification.enums import Source, TextField
from itsm.domains.classification.evidence import Covers
from itsm.domains.conditions.api import TicketFacts, ticket_vocabulary
from itsm.domains.conditions.enums import TicketField
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.expressions.compiled import Support
from itsm.platform.expressions.facts import Facts
from itsm.platform.expressions.rulebook import Rulebook
from itsm.platform.expressions.tree import Node
from itsm.platform.expressions.words import Sighting

# The priority is what rules of this room decide, so they cannot ask for it.
VOCABULARY: Final = ticket_vocabulary(field for field in TicketField if field is not TicketField.PRIORITY)
_TEXTS: Final = list(TextField)
# A text of nothing but keywords must not make a stored explanation of nothing but matches.
_MATCHES_KEPT = 20

Matrix = Mapping[tuple[Impact, Urgency], Priority]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it says of tickets for which `where` holds; `is_floor`: at least that."""

    id: UUID
    name: str
    position: int
    priority: Priority
    where: Node
    is_floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePolicy:
    """Whether the requester's own choice counts, and the highest priority they may choose."""

    is_allowed: bool = True
    highest: Priority = Priority.P1

    def admits(self, priority: Priority) -> bool:
        """Tell whether a requester may choose this priority."""
        return self.is_allowed and priority >= self.highest


class RuleSet:
    """All rules and the matrix of one version, compiled; immutable."""

    def __init__(
        self, rules: Iterable[Rule], matrix: Matrix, *, version: int = 0, languages: Sequence[str] = ("english",)
    ) -> None:
        self.version = version
        self.matrix = dict(matrix)
        self._rules = sorted(rules, key=lambda rule: rule.position)
        self._book = Rulebook([rule.where for rule in self._rules], VOCABULARY, languages=languages)

    def classify(self, inputs: TicketFacts, policy: ChoicePolicy | None = None) -> Classification:
        """Return the priority of a ticket with the whole reason for it."""
        policy = policy or ChoicePolicy()
        facts = self._book.facts(inputs.values())
        verdicts = self._verdicts(facts)
        decision = self._decide(inputs, policy, verdicts)
        floor = next((verdict for verdict in verdicts if verdict.is_floor), None)
        if floor and decision.source is not Source.REQUESTER and floor.priority < decision.priority:
            decision = decision.raised_by(floor)
        denied = self._book.reading(facts).denied
        return decision.with_evidence(
            inputs=inputs,
            version=self.version,
            ignored=tuple(_match(sighting.text, sighting) for sighting in denied[:_MATCHES_KEPT]),
            other_rules=tuple(v for v in verdicts if v.rule_id != decision.rule_id),
            is_choice_refused=inputs.priority is not None and decision.source is not Source.REQUESTER,
        )

    def _decide(self, inputs: TicketFacts, policy: ChoicePolicy, verdicts: Sequence[RuleVerdict]) -> Classification:
        if inputs.priority is not None and policy.admits(inputs.priority):
            return Classification(priority=inputs.priority, source=Source.REQUESTER)
        winner = next((verdict for verdict in verdicts if not verdict.is_floor), None)
        if winner:
            return Classification.by_rule(winner)
        if inputs.impact and inputs.urgency:
            cell = self.matrix.get((inputs.impact, inputs.urgency))
            if cell:
                return Classification(priority=cell, source=Source.MATRIX)
        return Classification(priority=Priority.P4, source=Source.DEFAULT)

    def _verdicts(self, facts: Facts) -> list[RuleVerdict]:
        """Return the rules that hold, the highest priority first, then the earliest."""
        holding: list[tuple[int, Support]] = []
        for number in self._book.candidates(facts):
            support = self._book.trees[number].support(facts)
            if support is not None:
                holding.append((number, support))
        standing = self._without_shadowed(holding, facts)
        verdicts = [(self._rules[number], support) for number, support in standing]
        verdicts.sort(key=lambda pair: (pair[0].priority, pair[0].position))
        return [_verdict(rule, support) for rule, support in verdicts]

    def _without_shadowed(self, holding: Sequence[tuple[int, Support]], facts: Facts) -> list[tuple[int, Support]]:
        """Let the longer phrase speak: words inside a phrase of a rule that holds do not count for themselves.

        "Feature request" is what its own rule says, although "request" alone means more.
        """
        covers = Covers(sighting for _, support in holding for _, sighting in support)
        standing: list[tuple[int, Support]] = []
        for number, support in holding:
            own = self._book.trees[number].support(facts, covers.hides) if support else support
            if own is not None:
                standing.append((number, own))
        return standing


def _verdict(rule: Rule, support: Support) -> RuleVerdict:
    once = {sighting: term for term, sighting in support}
    ordered = sorted(once, key=lambda sighting: (_TEXTS.index(TextField(sighting.field)), sighting.start))
    return RuleVerdict(
        rule_id=rule.id,
        name=rule.name,
        is_floor=rule.is_floor,
        priority=rule.priority,
        matched=tuple(_match(once[sighting], sighting) for sighting in ordered[:_MATCHES_KEPT]),
    )


def _match(term: str, sighting: Sighting) -> Match:
    return Match(field=TextField(sighting.field), term=term, text=sighting.text, start=sighting.start, end=sighting.end)
