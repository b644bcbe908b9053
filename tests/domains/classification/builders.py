"""Short ways to write rules and tickets for the engine's tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from itsm.domains.classification.decision import Classification
from itsm.domains.classification.engine import ChoicePolicy, Matrix, Rule, RuleSet
from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.expressions.fields import Op
from itsm.platform.expressions.tree import All, Leaf, Node

MATRIX: Matrix = {
    (Impact.COMPANY, Urgency.HIGH): Priority.P1,
    (Impact.DEPARTMENT, Urgency.MEDIUM): Priority.P2,
}
VIP = Leaf("vip", Op.IS_TRUE)


def says(*terms: str, op: Op = Op.MENTIONS_ANY, field: str = "text") -> Leaf:
    return Leaf(field, op, terms)


def has_impact(*impacts: str) -> Leaf:
    return Leaf("impact", Op.IS_ONE_OF, impacts)


def rule(position: int, priority: Priority, *asked: str | Node, **options: Any) -> Rule:
    """Make a rule that asks for any of some words (texts) and for all of some conditions (nodes)."""
    words = tuple(term for term in asked if isinstance(term, str))
    nodes = tuple(node for node in asked if not isinstance(node, str))
    return Rule(
        id=UUID(int=position + 1),
        name=options.pop("name", f"rule {position}"),
        position=position,
        priority=priority,
        where=All((*nodes, says(*words)) if words else nodes),
        **options,
    )


def inputs(title: str = "", description: str = "", business_impact: str = "", **options: Any) -> TicketFacts:
    return TicketFacts(title=title, description=description, business_impact=business_impact, **options)


def classify(rules: list[Rule], given: TicketFacts, policy: ChoicePolicy | None = None) -> Classification:
    return RuleSet(rules, MATRIX, version=7).classify(given, policy)
