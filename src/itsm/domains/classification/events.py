"""What happens to the rules of classification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from itsm.platform.events import DomainEvent

MATRIX_ID: Final[UUID] = uuid5(NAMESPACE_URL, "classification-matrix")
"""The id under which the history of the matrix is kept; there is one matrix."""
RULE_SET_ID: Final[UUID] = uuid5(NAMESPACE_URL, "classification-rules")
"""The id under which the history of the whole set is kept."""


@dataclass(frozen=True, kw_only=True)
class ClassificationRuleChanged(DomainEvent):
    """A rule was added or changed; `rule_set_version` is the version that came of it."""

    name: ClassVar[str] = "classification_rule.changed"
    subject_type: ClassVar[str] = "classification_rule"
    rule_set_version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClassificationMatrixChanged(DomainEvent):
    """Cells of the impact x urgency matrix changed."""

    name: ClassVar[str] = "classification_matrix.changed"
    subject_type: ClassVar[str] = "classification_matrix"
    rule_set_version: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClassificationRulesActivated(DomainEvent):
    """All rules and the matrix were replaced: by a draft, or by an earlier version."""

    name: ClassVar[str] = "classification_rules.activated"
    subject_type: ClassVar[str] = "classification_rules"
    rule_set_version: int
    reason: str
