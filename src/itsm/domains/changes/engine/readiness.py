"""What must be written before a change is submitted, and what voids an approval when it changes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from itsm.domains.changes.enums import ChangeType

LEAST_WORDS: Final = 10
"""Characters: less than this is no plan."""
TEXTS: Final = ("business_impact", "implementation_plan", "rollback_plan", "communication_plan")
PLAN: Final = frozenset(
    {
        *("type", "reason", "business_impact", "implementation_plan", "rollback_plan", "test_plan"),
        *("systems", "asset_ids", "risk_answers", "starts_at", "ends_at", "timezone", "implementer_id"),
        *("location_id", "team_id", "justification"),
    }
)
"""Scope, window and risk: whoever changes one of these asks for approval again. Title and telling people do not."""
OF_TEMPLATE: Final = ("reason", "business_impact", "implementation_plan", "rollback_plan", "test_plan", "risk_answers")
"""What must be as its template says for a standard change to count as approved by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a change says so far."""

    type: ChangeType
    texts: Mapping[str, str]
    justification: str
    works_on_something: bool
    """A system by name, or an asset."""
    has_risk: bool
    has_template: bool
    starts_at: datetime | None
    ends_at: datetime | None


def missing(draft: Draft) -> tuple[str, ...]:
    """Return the fields that must be filled before it is submitted, in the order of the form."""
    found = [name for name in TEXTS if len(draft.texts.get(name, "").strip()) < LEAST_WORDS]
    if not draft.works_on_something:
        found.append("systems")
    if not draft.has_risk:
        found.append("risk_answers")
    if draft.starts_at is None or draft.ends_at is None:
        found.append("window")
    if draft.type is ChangeType.EMERGENCY and len(draft.justification.strip()) < LEAST_WORDS:
        found.append("justification")
    if draft.type is ChangeType.STANDARD and not draft.has_template:
        found.append("template_id")
    return tuple(found)


def asks_again(changed: Collection[str]) -> bool:
    """Tell whether what was approved is no longer what will be done."""
    return not PLAN.isdisjoint(changed)


def is_as_in_template(change: Mapping[str, Any], template: Mapping[str, Any]) -> bool:
    """Tell whether a change does what its template says; what the template leaves open does not count."""
    return all(not template.get(name) or change.get(name) == template[name] for name in OF_TEMPLATE)
