"""All rules and the matrix as one JSON content: put it into force, build the engine that serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification.engine import ChoicePolicy, RuleSet
from itsm.domains.classification.events import RULE_SET_ID, ClassificationRulesActivated
from itsm.domains.classification.models import ClassificationRuleRow, ClassificationVersion
from itsm.domains.classification.repository import (
    SNAPSHOT,
    columns_from,
    current_content,
    latest_version,
    lock_versions,
    matrix_from,
    rule_rows,
    rules_from,
)
from itsm.domains.classification.service import MANAGE, stage_matrix, write_version
from itsm.domains.settings import api as settings
from itsm.domains.settings.enums import Priority
from itsm.platform.errors import NotFound
from itsm.platform.work import UnitOfWork

__all__ = [
    "activate_content",
    "choice_policy",
    "content_of_version",
    "current_content",
    "current_engine",
    "engine_from",
    "list_versions",
    "numbers",
    "renumber",
]

ALL: Final = "all"
"""The key under which the version of the whole set stands beside those of its rules."""


async def current_engine(session: AsyncSession) -> RuleSet:
    """Return the engine that classifies live tickets; no query while the rules in memory are fresh."""
    return await SNAPSHOT.get(session)


async def choice_policy(session: AsyncSession) -> ChoicePolicy:
    """Return whether requesters may choose a priority, and how high."""
    return ChoicePolicy(
        is_allowed=await settings.setting(session, "requester_may_choose_priority"),
        highest=Priority(await settings.setting(session, "requester_highest_priority")),
    )


async def engine_from(session: AsyncSession, content: Mapping[str, Any], *, version: int = 0) -> RuleSet:
    """Return the engine for a content, in the present language."""
    return rules_from(content, version=version, languages=await settings.setting(session, "text_languages"))


async def activate_content(work: UnitOfWork, content: Mapping[str, Any], *, reason: str) -> int:
    """Make `content` the rules and matrix in force; return the number of the version that came of it.

    Rules that it lacks are removed (versions keep them).
    """
    work.actor.require(MANAGE)
    await lock_versions(work.session)
    before = await latest_version(work.session)
    rows = {row.id: row for row in await rule_rows(work.session)}
    wanted = {UUID(rule["id"]): rule for rule in content["rules"]}
    for rule_id, row in rows.items():
        if rule_id not in wanted:
            await work.session.delete(row)
    for rule_id, rule in wanted.items():
        _place(work, rows.get(rule_id), columns_from(rule))
    await stage_matrix(work, matrix_from(content))
    number = await write_version(work, reason)
    work.record(
        ClassificationRulesActivated(
            subject_id=RULE_SET_ID,
            version=number,
            changes={"version": (before, number)},
            rule_set_version=number,
            reason=reason,
            summary=f"Classification rules: version {number} in force",
        )
    )
    return number


async def content_of_version(session: AsyncSession, number: int) -> dict[str, Any]:
    """Return what a version kept; raise `NotFound`."""
    row = await session.get(ClassificationVersion, number)
    if row is None:
        raise NotFound
    return row.content


async def list_versions(session: AsyncSession, *, below: int | None, limit: int) -> Sequence[Any]:
    """Return number, reason, author_name and created_at of versions, newest first, those below number `below`."""
    kept = ClassificationVersion
    newest = select(kept.number, kept.reason, kept.author_name, kept.created_at).order_by(kept.number.desc())
    page = newest if below is None else newest.where(kept.number < below)
    return (await session.execute(page.limit(limit))).all()


async def numbers(session: AsyncSession) -> dict[str, int]:
    """Return the version of every rule by its id, and that of all together with the matrix."""
    found = {str(row.id): row.version for row in await rule_rows(session)}
    return found | {ALL: await latest_version(session)}


async def renumber(session: AsyncSession, wanted: Mapping[str, int]) -> None:
    """Raise versions to those wanted where they are lower. For contents that are not in force."""
    for row in await rule_rows(session):
        row.version = max(row.version, wanted.get(str(row.id), 0))
    newest = await session.get(ClassificationVersion, await latest_version(session))
    if newest is not None:
        newest.number = max(newest.number, wanted.get(ALL, 0))
    await session.flush()


def _place(work: UnitOfWork, row: ClassificationRuleRow | None, columns: Mapping[str, Any]) -> None:
    """Bring one row in line with its content."""
    if row is None:
        work.session.add(ClassificationRuleRow(version=1, created_at=work.now, updated_at=work.now, **columns))
    elif changed := {name: value for name, value in columns.items() if getattr(row, name) != value}:
        for name, value in changed.items():
            setattr(row, name, value)
        row.version, row.updated_at = row.version + 1, work.now
