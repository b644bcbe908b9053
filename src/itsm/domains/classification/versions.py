"""All rules and the matrix as one JSON content: put it into force, build the engine that serves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification.engine import ChoicePolicy, RuleSet
from itsm.domains.classification.events import RULE_SET_ID, ClassificationRulesActivated
from itsm.domains.classification.repository import (
    RULES,
    SNAPSHOT,
    columns_from,
    current_content,
    matrix_from,
    rules_from,
)
from itsm.domains.classification.service import MANAGE, stage_matrix, write_version
from itsm.domains.settings import api as settings
from itsm.domains.settings.enums import Priority
from itsm.platform.work import UnitOfWork

__all__ = [
    "activate_content",
    "choice_policy",
    "current_content",
    "current_engine",
    "engine_from",
]


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
    await RULES.lock_versions(work.session)
    before = await RULES.latest(work.session)
    rows = {row.id: row for row in await RULES.all(work.session)}
    wanted = {UUID(rule["id"]): rule for rule in content["rules"]}
    for rule_id, row in rows.items():
        if rule_id not in wanted:
            await work.session.delete(row)
    for rule_id, rule in wanted.items():
        RULES.bring_in_line(work, rows.get(rule_id), columns_from(rule))
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
