"""Loading changes under the visibility rule, locking what is changed; templates, questions and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from itsm.domains.changes.engine.board import BoardRule
from itsm.domains.changes.engine.risk import Answer, Question, Thresholds
from itsm.domains.changes.enums import BoardPhase, ChangeType, RiskLevel
from itsm.domains.changes.errors import NoSuchChange
from itsm.domains.changes.models import ApprovalRule, Change, ChangeTemplate, RiskQuestion
from itsm.domains.changes.visibility import visible
from itsm.domains.settings import api as settings
from itsm.platform.errors import NotFound
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_TEMPLATES, MOST_RULES, MOST_QUESTIONS = 200, 50, 50


async def load_visible(session: AsyncSession, actor: Actor, reference: str | UUID, *, lock: bool = False) -> Change:
    """Return a change the actor sees, by id or number, locked until the commit where asked; raise NoSuchChange."""
    as_id = reference if isinstance(reference, UUID) else try_uuid(reference)
    query = select(Change).where(visible(actor))
    query = query.where(Change.id == as_id) if as_id else query.where(Change.number == str(reference).upper())
    if lock:
        # FOR NO KEY UPDATE: a conflict of another change that names this one is written while this one is locked.
        query = query.with_for_update(key_share=True)
    found = await session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchChange("There is no such change.")
    return found


async def is_there(session: AsyncSession, actor: Actor, change_id: UUID) -> bool:
    """Tell whether there is such a change that the actor sees."""
    return await session.scalar(select(Change.id).where(visible(actor), Change.id == change_id)) is not None


async def lock_change(session: AsyncSession, change_id: UUID) -> Change:
    """Return a change, whoever acts, locked until the commit: what follows from a decision is not up to its caller."""
    found = await session.get(Change, change_id, with_for_update={"key_share": True}, populate_existing=True)
    if found is None:
        raise NoSuchChange("There is no such change.")
    return found


async def questions(session: AsyncSession) -> tuple[Question, ...]:
    """Return the questionnaire in its order."""
    rows = await session.scalars(
        select(RiskQuestion).order_by(RiskQuestion.position, RiskQuestion.key).limit(MOST_QUESTIONS)
    )
    return tuple(Question(row.key, row.text, tuple(_answer(one) for one in row.answers)) for row in rows)


def _answer(stored: dict[str, object]) -> Answer:
    least = stored.get("at_least")
    points = stored["points"]
    return Answer(
        key=str(stored["key"]),
        label=str(stored["label"]),
        points=points if isinstance(points, int) else 0,
        at_least=RiskLevel(str(least)) if least else None,
    )


async def thresholds(session: AsyncSession) -> Thresholds:
    """Return from which score on a risk is medium, high, critical."""
    return Thresholds(
        medium=await settings.setting(session, "change_risk_medium"),
        high=await settings.setting(session, "change_risk_high"),
        critical=await settings.setting(session, "change_risk_critical"),
    )


async def approval_rules(session: AsyncSession) -> Sequence[ApprovalRule]:
    """Return the steps of approval in their order."""
    query = select(ApprovalRule).order_by(ApprovalRule.position, ApprovalRule.id)
    return list(await session.scalars(query.limit(MOST_RULES)))


async def board_rules(session: AsyncSession) -> tuple[BoardRule, ...]:
    """Return the same for the engine; `asks` is the row."""
    return tuple(
        BoardRule(
            name=row.name,
            phase=BoardPhase(row.phase),
            types=frozenset(map(ChangeType, row.types)),
            levels=frozenset(map(RiskLevel, row.levels)),
            asks=row,
        )
        for row in await approval_rules(session)
    )


async def templates(session: AsyncSession, *, only_active: bool) -> Sequence[ChangeTemplate]:
    """Return templates by name."""
    query = select(ChangeTemplate).order_by(ChangeTemplate.name).limit(MOST_TEMPLATES)
    return list(await session.scalars(query.where(ChangeTemplate.is_active) if only_active else query))


async def get_template(session: AsyncSession, template_id: UUID, *, lock: bool = False) -> ChangeTemplate:
    """Return one template; raise NotFound."""
    row = await session.get(ChangeTemplate, template_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row
