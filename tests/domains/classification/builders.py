"""Short ways to write rules and tickets for the engine's tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from itsm.domains.classification.decision import Classification, Inputs
from itsm.domains.classification.engine import ChoicePolicy, Matrix, Rule, RuleSet
from itsm.domains.classification.enums import RuleKind
from itsm.domains.settings.enums import Impact, Priority, Urgency

MATRIX: Matrix = {
    (Impact.COMPANY, Urgency.HIGH): Priority.P1,
    (Impact.DEPARTMENT, Urgency.MEDIUM): Priority.P2,
}


def rule(position: int, priority: Priority, *any_terms: str, **options: Any) -> Rule:
    return Rule(
        id=UUID(int=position + 1),
        name=options.pop("name", f"rule {position}"),
        position=position,
        priority=priority,
        kind=options.pop("kind", RuleKind.KEYWORD),
        any_terms=any_terms,
        **options,
    )


def inputs(title: str = "", description: str = "", business_impact: str = "", **options: Any) -> Inputs:
    return Inputs(title=title, description=description, business_impact=business_impact, **options)


def classify(rules: list[Rule], given: Inputs, policy: ChoicePolicy | None = None) -> Classification:
    return RuleSet(rules, MATRIX, version=7).classify(given, policy)
