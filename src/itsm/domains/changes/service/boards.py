"""Who approves a change: from the rules to people, and asking them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from itsm.domains.approvals import api as approvals
from itsm.domains.changes.engine.board import steps_for
from itsm.domains.changes.engine.flow import APPROVE
from itsm.domains.changes.engine.risk import is_high
from itsm.domains.changes.enums import BoardPhase, ChangeType, ConflictKind, RiskLevel
from itsm.domains.changes.queries.bookings import conflicts_of, names_of_assets
from itsm.domains.changes.repository import board_rules
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.changes.models import ApprovalRule, Change
    from itsm.platform.work import UnitOfWork

SUBJECT: Final = "change"


async def ask_board(
    work: UnitOfWork, change: Change, phase: BoardPhase, more: Sequence[approvals.StepWish] = ()
) -> approvals.Approval | None:
    """Ask those whom the rules name, and `more` steps after them; None where no rule asks for anybody.

    Raises TooFewApprovers (409).
    """
    level = RiskLevel(change.risk_level or RiskLevel.CRITICAL)
    rules = steps_for(await board_rules(work.session), phase, ChangeType(change.type), level)
    steps = [await _step(work.session, rule.asks) for rule in rules]
    if not steps and not more:
        return None
    wish = approvals.Wish(
        subject_type=SUBJECT,
        subject_id=change.id,
        number=change.number,
        title=change.title,
        path=f"/changes/{change.number}",
        facts=await facts_of(work.session, change),
        requester_id=change.requester_id,
        steps=[*steps, *more],
        purpose=phase.value,
        barred_ids=[change.implementer_id] if change.implementer_id else [],
        escalate_to_ids=await users.active_ids_with_role(work.session, Role.SYSTEM_ADMIN),
        needs_sign_in=is_high(level),
    )
    return await approvals.ask_approval(work, wish)


async def all_approvers(session: AsyncSession) -> list[UUID]:
    """Return everybody who may approve changes, whatever role gives them that."""
    return await users.active_ids_allowed(session, APPROVE)


async def _step(session: AsyncSession, rule: ApprovalRule) -> approvals.StepWish:
    people = [*rule.user_ids, *await _members(session, rule.team_ids)] or await all_approvers(session)
    cards = await users.get_users(session, set(people))
    return approvals.StepWish(
        name=rule.name,
        rule=approvals.StepRule(rule.rule),
        quorum=rule.quorum,
        approver_ids=[person for person in people if person in cards and cards[person].is_active],
        due=timedelta(hours=rule.due_hours),
    )


async def _members(session: AsyncSession, team_ids: Sequence[UUID]) -> list[UUID]:
    return [member.user_id for team_id in team_ids for member in await teams.members(session, team_id)]


async def facts_of(session: AsyncSession, change: Change) -> list[tuple[str, str]]:
    """Return what approvers are shown of a change, as it is now; what is empty is left out."""
    people = {person for person in (change.requester_id, change.implementer_id) if person}
    names = await users.names(session, people)
    risk = f"{change.risk_level} ({change.risk_score} %)" if change.risk_level else ""
    facts = [
        ("type", change.type),
        ("risk", risk),
        ("window", window_text(change.starts_at, change.ends_at, change.timezone)),
        ("implementer", names.get(change.implementer_id, "") if change.implementer_id else ""),
        ("systems", ", ".join(change.systems)),
        ("assets", ", ".join(sorted((await names_of_assets(session, change.asset_ids)).values()))),
        ("conflicts", "; ".join(map(sentence, await conflicts_of(session, change.id)))),
        ("justification", change.justification),
        ("reason", change.reason),
        ("business_impact", change.business_impact),
        ("implementation_plan", change.implementation_plan),
        ("rollback_plan", change.rollback_plan),
        ("test_plan", change.test_plan),
        ("communication_plan", change.communication_plan),
        ("outcome", change.outcome or ""),
        ("outcome_note", change.outcome_note),
    ]
    return [(label, value) for label, value in facts if value]


def sentence(row: Any) -> str:
    """Return what is in the way, as one reads it in a mail."""
    if row.freeze_name is not None:
        return f"In the freeze “{row.freeze_name}”"
    if row.kind == ConflictKind.IMPLEMENTER:
        return f"Its implementer is booked for {row.other_number} “{row.other_title}” at that time"
    met = ", ".join(dict.fromkeys(name for names in row.why.values() for name in names))
    return f"{row.other_number} “{row.other_title}” is at work at that time on {met}"


def window_text(starts_at: datetime | None, ends_at: datetime | None, zone: str) -> str:
    """Return a window as its own zone's clock shows it."""
    if starts_at is None or ends_at is None:
        return ""
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M} – {until} ({zone})"  # noqa: RUF001 - a span of time
