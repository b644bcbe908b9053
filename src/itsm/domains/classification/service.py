"""Use cases: change rules and matrix. Every change makes a new version with author and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from itsm.domains.classification.events import MATRIX_ID, ClassificationMatrixChanged, ClassificationRuleChanged
from itsm.domains.classification.models import ClassificationMatrixCell, ClassificationRuleRow
from itsm.domains.classification.repository import (
    RULES,
    current_content,
    matrix,
    rule_content,
)
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.errors import Invalid
from itsm.platform.expressions.tree import ALWAYS, to_json
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"
_EVERY_TICKET: Final = to_json(ALWAYS)


async def add_rule(work: UnitOfWork, fields: Mapping[str, Any], *, reason: str) -> ClassificationRuleRow:
    """Add a rule; raise `Invalid` for one that asks for nothing.

    `fields["where"]` is a condition that `conditions` has checked.
    """
    work.actor.require(MANAGE)
    await RULES.lock_versions(work.session)
    row = await stage_rule(work, fields)
    number = await write_version(work, reason)
    _tell_rule(work, row, {field: (None, value) for field, value in rule_content(row).items()}, number, reason)
    return row


async def change_rule(
    work: UnitOfWork, row: ClassificationRuleRow, changes: Mapping[str, Any], *, reason: str
) -> ClassificationRuleRow:
    """Change a locked rule; nothing happens where nothing differs. Raises `Invalid` like `add_rule`."""
    work.actor.require(MANAGE)
    before = rule_content(row)
    wanted = _settled(before | dict(changes))
    differing = {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
    if not differing:
        return row
    if "position" in differing:
        await RULES.make_room(work, wanted["position"], beside=row.id)
    for field, (_, value) in differing.items():
        setattr(row, field, value)
    row.version += 1
    row.updated_at = work.now
    number = await write_version(work, reason)
    _tell_rule(work, row, differing, number, reason)
    return row


async def replace_matrix(work: UnitOfWork, cells: Mapping[tuple[Impact, Urgency], Priority], *, reason: str) -> int:
    """Set the whole matrix; return the version in force afterwards (the same where nothing differs).

    The caller holds `lock_versions`.
    """
    work.actor.require(MANAGE)
    before = await matrix(work.session)
    differing = {
        f"{impact}/{urgency}": (before.get((impact, urgency)), priority)
        for (impact, urgency), priority in cells.items()
        if before.get((impact, urgency)) != priority
    }
    if not differing:
        return await RULES.latest(work.session)
    await stage_matrix(work, cells)
    number = await write_version(work, reason)
    work.record(
        ClassificationMatrixChanged(
            subject_id=MATRIX_ID,
            version=number,
            changes=differing,
            rule_set_version=number,
            reason=reason,
            summary="Impact and urgency matrix changed",
        )
    )
    return number


async def stage_rule(work: UnitOfWork, fields: Mapping[str, Any]) -> ClassificationRuleRow:
    """Add a rule to the session without making a version; part of a larger change."""
    given = dict(fields)
    if given.get("position") is None:
        given["position"] = await RULES.next_position(work.session)
    else:
        await RULES.make_room(work, given["position"])
    row = ClassificationRuleRow(id=new_id(), version=1, created_at=work.now, updated_at=work.now, **_settled(given))
    work.session.add(row)
    await work.session.flush()
    return row


async def stage_matrix(work: UnitOfWork, cells: Mapping[tuple[Impact, Urgency], Priority]) -> None:
    """Set cells without making a version; part of a larger change."""
    for (impact, urgency), priority in cells.items():
        await work.session.merge(ClassificationMatrixCell(impact=impact, urgency=urgency, priority=priority))
    await work.session.flush()


async def write_version(work: UnitOfWork, reason: str) -> int:
    """Keep all rules and the matrix as they are now under the next number, and have them read anew."""
    await work.session.flush()
    return await RULES.keep(work, await current_content(work.session), reason)


def _settled(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule that asks for something. Raises `Invalid` for one that would decide every ticket."""
    if rule["where"] == _EVERY_TICKET:
        raise Invalid.field("where", "Give a condition: without one the rule would decide every ticket.", "required")
    return rule


def _tell_rule(work: UnitOfWork, row: ClassificationRuleRow, changes: dict[str, Any], number: int, reason: str) -> None:
    work.record(
        ClassificationRuleChanged(
            subject_id=row.id,
            version=row.version,
            changes=changes,
            rule_set_version=number,
            reason=reason,
            summary=f"Classification rule {row.name}: version {row.version}",
        )
    )
