"""Use cases: begin a change, alter it, delete it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete

from itsm.domains.assets import api as assets
from itsm.domains.changes.engine.flow import ASKED, DELETABLE, EDITABLE, WRITE
from itsm.domains.changes.engine.readiness import asks_again
from itsm.domains.changes.engine.risk import assess
from itsm.domains.changes.enums import ChangeState, ChangeType
from itsm.domains.changes.errors import ChangeLocked, NotDeletable
from itsm.domains.changes.events import ChangeCreated, ChangeDeleted, ChangeEdited
from itsm.domains.changes.models import Change, ChangeTicket
from itsm.domains.changes.numbers import next_number
from itsm.domains.changes.repository import get_template, questions, thresholds
from itsm.domains.changes.service.common import require_own, standing, touch
from itsm.domains.changes.service.conflicts import forget_conflicts, refresh_conflicts
from itsm.domains.changes.service.submit import ask_anew
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

_TEXTS: Final = (
    *("reason", "business_impact", "implementation_plan", "rollback_plan", "communication_plan", "test_plan"),
    "justification",
)


async def create_change(work: UnitOfWork, said: Mapping[str, Any]) -> Change:
    """Begin a change as a draft; what is not said comes from its template, or is empty.

    Raises Forbidden (403), Invalid (422) for people, places and templates that are none.
    """
    work.actor.require(WRITE)
    if work.actor.id is None:
        raise Invalid("A change has a person who asks for it.")
    filled = await _from_template(work, said) | dict(said)
    change = Change(
        id=new_id(),
        number=await next_number(work.session, work.now.year),
        state=ChangeState.DRAFT.value,
        requester_id=work.actor.id,
        **dict.fromkeys(_TEXTS, ""),
        systems=[],
        asset_ids=[],
        risk_answers={},
        risk_lines=[],
        timezone=work.actor.timezone,
        approved_itself=False,
        outcome_note="",
        review_summary="",
        review_lessons="",
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    await check_references(work.session, work.actor, filled)
    for name, value in filled.items():
        setattr(change, name, value)
    check_window(change.starts_at, change.ends_at)
    await assess_risk(work, change)
    work.session.add(change)
    await refresh_conflicts(work, change)
    work.record(ChangeCreated(**standing(change), summary=f"{change.number} “{change.title}” begun"))
    return change


async def edit_change(work: UnitOfWork, change: Change, said: Mapping[str, Any]) -> Change:
    """Alter fields of a locked change. Where scope, window or risk differ, what was approved is void and asked again.

    Raises NotYours (403), ChangeLocked (409) once it is carried out, Invalid (422).
    """
    work.actor.require(WRITE)
    require_own(work.actor, change)
    if change.state not in EDITABLE:
        raise ChangeLocked("What is carried out or over is not altered; reopen it where that is possible.")
    await check_references(work.session, work.actor, said)
    before = {name: getattr(change, name) for name, value in said.items() if getattr(change, name) != value}
    if not before:
        return change
    for name in before:
        setattr(change, name, said[name])
    check_window(change.starts_at, change.ends_at)
    if "risk_answers" in before:
        await assess_risk(work, change)
    touch(work, change)
    shown = {name: (_plain(value), _plain(getattr(change, name))) for name, value in before.items()}
    work.record(
        ChangeEdited(**standing(change), changes=shown, summary=f"{change.number} altered: {', '.join(before)}")
    )
    await work.session.flush()
    if asks_again(before):
        # First: whoever is asked again reads what is in the way now.
        await refresh_conflicts(work, change)
        if change.state in ASKED:
            await ask_anew(work, change, why=f"{', '.join(before)} changed")
    return change


async def delete_change(work: UnitOfWork, change: Change) -> None:
    """Delete a locked draft or rejected change; raise NotYours (403), NotDeletable (409)."""
    work.actor.require(WRITE)
    require_own(work.actor, change)
    if change.state not in DELETABLE:
        raise NotDeletable("Only drafts and rejected changes can be deleted.")
    await forget_conflicts(work, change.id)
    await work.session.execute(delete(ChangeTicket).where(ChangeTicket.change_id == change.id))
    work.record(ChangeDeleted(**standing(change), summary=f"{change.number} “{change.title}” deleted"))
    await work.session.delete(change)


async def assess_risk(work: UnitOfWork, change: Change) -> None:
    """Work out the risk of a change from its answers, and keep why."""
    asked = await questions(work.session)
    unknown = change.risk_answers.keys() - {question.key for question in asked}
    if unknown:
        raise Invalid.field("risk_answers", "There is no such question.", "unknown_reference")
    risk = assess(asked, change.risk_answers, await thresholds(work.session))
    change.risk_score = risk.score if risk else None
    change.risk_level = risk.level.value if risk else None
    change.risk_lines = [
        {"question": line.question, "answer": line.answer, "points": line.points, "most": line.most}
        for line in (risk.lines if risk else ())
    ]


def check_window(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise Invalid (422) unless both ends are there, in their order, or neither."""
    if (starts_at is None) != (ends_at is None):
        raise Invalid.field("ends_at", "A window has a beginning and an end.", "bad_span")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Invalid.field("ends_at", "It must end after it begins.", "bad_span")


async def _from_template(work: UnitOfWork, said: Mapping[str, Any]) -> dict[str, Any]:
    template_id: UUID | None = said.get("template_id")
    if template_id is None:
        return {}
    try:
        template = await get_template(work.session, template_id)
    except NotFound:
        template = None
    if template is None or not template.is_active:
        raise Invalid.field("template_id", "Choose one of the templates.", "unknown_reference")
    if said["type"] != ChangeType.STANDARD:
        raise Invalid.field("type", "What is made from a template is a standard change.", "type_of_template")
    return dict(template.fields)


async def check_references(session: AsyncSession, actor: Actor, said: Mapping[str, Any]) -> None:
    """Raise Invalid (422) for people, teams, places and assets that are none, or that the actor does not see."""
    if wanted := said.get("asset_ids"):
        found = await assets.cards_by_id(session, actor, wanted)
        if len(found) < len(wanted):
            raise Invalid.field("asset_ids", "There is no such asset.", "unknown_reference")
    if said.get("implementer_id") is not None:
        await users.require_active_user(session, said["implementer_id"], field="implementer_id")
    if said.get("team_id") is not None:
        await teams.require_active_team(session, said["team_id"])
    place = said.get("location_id")
    if place is not None and await settings.find_location(session, place) is None:
        raise Invalid.field("location_id", "Choose one of the locations.", "unknown_reference")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value
