"""Reading, locking and versioning rules and matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification.engine import Matrix, Rule, RuleSet
from itsm.domains.classification.models import ClassificationMatrixCell, ClassificationRuleRow, ClassificationVersion
from itsm.domains.conditions.api import from_classification_lists
from itsm.domains.settings import api as settings
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.db.ordered_rules import OrderedRules
from itsm.platform.expressions.tree import from_json, to_json

# Rules people keep by hand; the engine's cost does not depend on it.
MOST_RULES = 5_000

RULES = OrderedRules(ClassificationRuleRow, ClassificationVersion, config="classification", most=MOST_RULES)


async def matrix(session: AsyncSession) -> Matrix:
    """Return the impact x urgency matrix."""
    cells = await session.scalars(select(ClassificationMatrixCell))
    return {(Impact(cell.impact), Urgency(cell.urgency)): Priority(cell.priority) for cell in cells}


def rule_content(row: ClassificationRuleRow) -> dict[str, Any]:
    """Return a rule as versions keep it."""
    return {
        "id": str(row.id),
        "position": row.position,
        "name": row.name,
        "priority": row.priority,
        "where": row.where,
        "is_floor": row.is_floor,
        "is_active": row.is_active,
    }


def rule_from(content: Mapping[str, Any]) -> Rule:
    """Return the engine's rule for one that a version kept, also in the shape before `where`."""
    is_tree = "where" in content
    return Rule(
        id=UUID(content["id"]),
        name=content["name"],
        position=content["position"],
        priority=Priority(content["priority"]),
        where=from_json(content["where"]) if is_tree else from_classification_lists(content),
        is_floor=content["is_floor"] if is_tree else content["kind"] == "vip",
    )


def columns_from(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of the row that `rule_content` was made from, also in the shape before `where`."""
    rule = rule_from(content)
    return {
        "id": rule.id,
        "position": rule.position,
        "name": rule.name,
        "priority": rule.priority.value,
        "where": to_json(rule.where),
        "is_floor": rule.is_floor,
        "is_active": content["is_active"],
    }


async def current_content(session: AsyncSession) -> dict[str, Any]:
    """Return all rules and the matrix as they are in force, in the shape that versions keep."""
    cells = await matrix(session)
    return {
        "rules": [rule_content(row) for row in await RULES.all(session)],
        "matrix": [
            {"impact": impact.value, "urgency": urgency.value, "priority": priority.value}
            for (impact, urgency), priority in sorted(cells.items())
        ],
    }


def matrix_from(content: Mapping[str, Any]) -> Matrix:
    """Return the matrix that a version kept."""
    return {
        (Impact(cell["impact"]), Urgency(cell["urgency"])): Priority(cell["priority"]) for cell in content["matrix"]
    }


def rules_from(content: Mapping[str, Any], *, version: int, languages: Sequence[str]) -> RuleSet:
    """Return the engine for a content."""
    active = [rule_from(rule) for rule in content["rules"] if rule["is_active"]]
    return RuleSet(active, matrix_from(content), version=version, languages=languages)


async def _load(session: AsyncSession) -> RuleSet:
    return rules_from(
        await current_content(session),
        version=await RULES.latest(session),
        languages=await settings.setting(session, "text_languages"),
    )


SNAPSHOT = ConfigSnapshot("classification", _load)
