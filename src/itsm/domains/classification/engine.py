"""Which priority a ticket gets, and why. Pure: no clock, no database, the same answer every time.

Priority = the requester's choice where allowed, else the highest of what keyword and
business-impact rules say, else the impact x urgency matrix, else P4 (domain.md, Classification).
A VIP rule is a lower bound under the last three. Ties between rules go to the earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from itsm.domains.classification.decision import Classification, Inputs, Match, RuleVerdict
from itsm.domains.classification.enums import RuleKind, Source, TextField
from itsm.domains.classification.evidence import Evidence, Sighting
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.text.analyzer import Analyzer
from itsm.platform.text.matcher import PhraseMatcher

# A text of nothing but keywords must not make a stored explanation of nothing but matches.
_MATCHES_KEPT = 20

Matrix = Mapping[tuple[Impact, Urgency], Priority]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    It holds when any of `any_terms` (if given), all of `all_terms` and none of `none_terms` occur
    in its fields, and the impact given is one of `impacts` (if given).
    """

    id: UUID
    name: str
    position: int
    kind: RuleKind
    priority: Priority
    fields: frozenset[TextField] = frozenset(TextField)
    any_terms: tuple[str, ...] = ()
    all_terms: tuple[str, ...] = ()
    none_terms: tuple[str, ...] = ()
    impacts: frozenset[Impact] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePolicy:
    """Whether the requester's own choice counts, and the highest priority they may choose."""

    is_allowed: bool = True
    highest: Priority = Priority.P1

    def admits(self, priority: Priority) -> bool:
        """Tell whether a requester may choose this priority."""
        return self.is_allowed and priority >= self.highest


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule with its terms as phrase numbers; `terms` gives back the wording of this rule."""

    rule: Rule
    any_of: frozenset[int]
    all_of: frozenset[int]
    none_of: frozenset[int]
    terms: Mapping[int, str] = field(repr=False)


class RuleSet:
    """All rules and the matrix of one version, compiled; immutable."""

    def __init__(self, rules: Iterable[Rule], matrix: Matrix, *, version: int = 0, language: str = "english") -> None:
        ordered = sorted(rules, key=lambda rule: rule.position)
        analyzer = Analyzer(language)
        self.version = version
        self.matrix = dict(matrix)
        terms = (term for rule in ordered for term in (*rule.any_terms, *rule.all_terms, *rule.none_terms))
        self._matcher = PhraseMatcher(analyzer, terms)
        self._rules = [self._compile(rule) for rule in ordered]
        self._without_terms = [index for index, rule in enumerate(self._rules) if not (rule.any_of or rule.all_of)]
        self._mentioning: dict[int, list[int]] = defaultdict(list)
        for index, compiled in enumerate(self._rules):
            for phrase in compiled.any_of | compiled.all_of:
                self._mentioning[phrase].append(index)

    def classify(self, inputs: Inputs, policy: ChoicePolicy | None = None) -> Classification:
        """Return the priority of a ticket with the whole reason for it."""
        policy = policy or ChoicePolicy()
        evidence = Evidence(self._matcher, inputs.texts())
        verdicts = self._verdicts(evidence, inputs)
        decision = self._decide(inputs, policy, verdicts)
        floor = next((v for v in verdicts if v.kind is RuleKind.VIP), None)
        if floor and decision.source is not Source.REQUESTER and floor.priority < decision.priority:
            decision = decision.raised_by(floor)
        return decision.with_evidence(
            inputs=inputs,
            version=self.version,
            ignored=tuple(_match(sighting, sighting.text) for sighting in evidence.denied[:_MATCHES_KEPT]),
            other_rules=tuple(v for v in verdicts if v.rule_id != decision.rule_id),
            is_choice_refused=inputs.priority is not None and decision.source is not Source.REQUESTER,
        )

    def _decide(self, inputs: Inputs, policy: ChoicePolicy, verdicts: Sequence[RuleVerdict]) -> Classification:
        if inputs.priority is not None and policy.admits(inputs.priority):
            return Classification(priority=inputs.priority, source=Source.REQUESTER)
        winner = next((v for v in verdicts if v.kind is not RuleKind.VIP), None)
        if winner:
            return Classification.by_rule(winner)
        if inputs.impact and inputs.urgency:
            cell = self.matrix.get((inputs.impact, inputs.urgency))
            if cell:
                return Classification(priority=cell, source=Source.MATRIX)
        return Classification(priority=Priority.P4, source=Source.DEFAULT)

    def _verdicts(self, evidence: Evidence, inputs: Inputs) -> list[RuleVerdict]:
        """Return the rules that hold, the highest priority first, then the earliest."""
        candidates = {index for phrase in evidence.present for index in self._mentioning.get(phrase, ())}
        candidates.update(self._without_terms)
        holding: list[tuple[_Compiled, list[Sighting]]] = []
        for index in candidates:
            compiled = self._rules[index]
            support = _support(compiled, evidence, inputs)
            if support is not None:
                holding.append((compiled, support))
        standing = _without_shadowed(holding)
        standing.sort(key=lambda pair: (pair[0].rule.priority, pair[0].rule.position))
        return [_verdict(compiled, support) for compiled, support in standing]

    def _compile(self, rule: Rule) -> _Compiled:
        numbered = {term: self._matcher.number_of(term) for term in rule.any_terms + rule.all_terms + rule.none_terms}
        return _Compiled(
            rule,
            any_of=_numbers(numbered, rule.any_terms),
            all_of=_numbers(numbered, rule.all_terms),
            none_of=_numbers(numbered, rule.none_terms),
            terms={number: term for term, number in numbered.items() if number is not None},
        )


def _numbers(numbered: Mapping[str, int | None], terms: Iterable[str]) -> frozenset[int]:
    return frozenset(number for term in terms if (number := numbered[term]) is not None)


def _support(compiled: _Compiled, evidence: Evidence, inputs: Inputs) -> list[Sighting] | None:
    """Return what makes the rule hold (nothing, for a rule without terms); None when it does not hold."""
    rule = compiled.rule
    if rule.kind is RuleKind.VIP and not inputs.is_vip:
        return None
    if rule.impacts and inputs.impact not in rule.impacts:
        return None
    if any(evidence.of(phrase, rule.fields) for phrase in compiled.none_of):
        return None
    support = [s for phrase in compiled.any_of | compiled.all_of for s in evidence.of(phrase, rule.fields)]
    return support if _is_enough(compiled, support) else None


def _is_enough(compiled: _Compiled, support: Iterable[Sighting]) -> bool:
    seen = {sighting.phrase for sighting in support}
    return compiled.all_of <= seen and (not compiled.any_of or not compiled.any_of.isdisjoint(seen))


def _without_shadowed(holding: Sequence[tuple[_Compiled, list[Sighting]]]) -> list[tuple[_Compiled, list[Sighting]]]:
    """Let the longer phrase speak: words inside a phrase of a rule that holds do not count for themselves.

    "Feature request" is what its own rule says, although "request" alone means more.
    """
    covers = Evidence.covers(sighting for _, support in holding for sighting in support)
    standing: list[tuple[_Compiled, list[Sighting]]] = []
    for compiled, support in holding:
        own = [s for s in support if not covers[s.field].hides(s)]
        if _is_enough(compiled, own):
            standing.append((compiled, own))
    return standing


def _verdict(compiled: _Compiled, support: Sequence[Sighting]) -> RuleVerdict:
    rule = compiled.rule
    ordered = sorted(support, key=lambda s: (list(TextField).index(s.field), s.start))
    return RuleVerdict(
        rule_id=rule.id,
        name=rule.name,
        kind=rule.kind,
        priority=rule.priority,
        matched=tuple(_match(sighting, compiled.terms[sighting.phrase]) for sighting in ordered[:_MATCHES_KEPT]),
    )


def _match(sighting: Sighting, term: str) -> Match:
    return Match(field=sighting.field, term=term, text=sighting.text, start=sighting.start, end=sighting.end)
