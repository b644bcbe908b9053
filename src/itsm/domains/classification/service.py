"""Use cases: change rules and matrix. Every change makes a new version with author and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from itsm.domains.classification.enums import RuleKind, TextField
from itsm.domains.classification.events import MATRIX_ID, ClassificationMatrixChanged, ClassificationRuleChanged
from itsm.domains.classification.models import ClassificationMatrixCell, ClassificationRuleRow, ClassificationVersion
from itsm.domains.classification.repository import (
    latest_version,
    lock_versions,
    matrix,
    next_position,
    rule_content,
    rule_rows,
)
from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"
_TERM_LISTS: Final = ("any_terms", "all_terms", "none_terms")


async def add_rule(work: UnitOfWork, fields: Mapping[str, Any], *, reason: str) -> ClassificationRuleRow:
    """Add a rule; raise `Invalid` for one that asks for nothing."""
    work.actor.require(MANAGE)
    await lock_versions(work.session)
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
    wanted = _settled(before | _plain(changes))
    differing = {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
    if not differing:
        return row
    if "position" in differing:
        await make_room(work, wanted["position"], beside=row.id)
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
        return await latest_version(work.session)
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
    given = _plain(fields)
    if given.get("position") is None:
        given["position"] = await next_position(work.session)
    else:
        await make_room(work, given["position"])
    row = ClassificationRuleRow(id=new_id(), version=1, created_at=work.now, updated_at=work.now, **_settled(given))
    work.session.add(row)
    await work.session.flush()
    return row


async def stage_matrix(work: UnitOfWork, cells: Mapping[tuple[Impact, Urgency], Priority]) -> None:
    """Set cells without making a version; part of a larger change."""
    for (impact, urgency), priority in cells.items():
        await work.session.merge(ClassificationMatrixCell(impact=impact, urgency=urgency, priority=priority))
    await work.session.flush()


async def make_room(work: UnitOfWork, position: int, *, beside: UUID | None = None) -> None:
    """Move the rules from `position` on one further, unless the place is free (or held by `beside`)."""
    others = [row for row in await rule_rows(work.session) if row.id != beside]
    if all(row.position != position for row in others):
        return
    for row in others:
        if row.position >= position:
            row.position, row.version, row.updated_at = row.position + 1, row.version + 1, work.now


async def write_version(work: UnitOfWork, reason: str) -> int:
    """Keep all rules and the matrix as they are now under the next number, and have them read anew."""
    await work.session.flush()
    number = await latest_version(work.session) + 1
    cells = await matrix(work.session)
    content = {
        "rules": [rule_content(row) for row in await rule_rows(work.session)],
        "matrix": [
            {"impact": impact, "urgency": urgency, "priority": priority}
            for (impact, urgency), priority in sorted(cells.items())
        ],
    }
    work.session.add(
        ClassificationVersion(
            number=number,
            content=content,
            reason=reason,
            author_id=work.actor.id,
            author_name=work.actor.name,
            created_at=work.now,
        )
    )
    work.touch_config("classification")
    return number


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as they are stored: words trimmed and each once, enums as their text."""
    plain = dict(fields)
    for name in _TERM_LISTS:
        if name in plain:
            plain[name] = list(dict.fromkeys(" ".join(term.split()) for term in plain[name]))
    for name in ("fields", "impacts"):
        if name in plain:
            plain[name] = sorted({str(item) for item in plain[name]})
    return plain


def _settled(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule that says something. Business-impact rules read that text and no other."""
    if rule["kind"] == RuleKind.BUSINESS_IMPACT:
        rule["fields"] = [TextField.BUSINESS_IMPACT.value]
    asks = rule["any_terms"] or rule["all_terms"] or rule["impacts"]
    if not asks and rule["kind"] != RuleKind.VIP:
        raise Invalid.field("any_terms", "Give words to look for, or an impact.", "required")
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
