"""From rows to what goes out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.approvals import api as approvals
from itsm.domains.assets import api as assets
from itsm.domains.changes.engine.flow import DELETABLE, EDITABLE, MANAGE, WRITE, moves_from, obstacles
from itsm.domains.changes.enums import ChangeState, ChangeType
from itsm.domains.changes.models import ApprovalRule, Change, ChangeTemplate, FreezeWindow
from itsm.domains.changes.queries.listing import progress_of
from itsm.domains.changes.repository import get_template
from itsm.domains.changes.rule_schemas import ChangeRuleRead, ChangeTemplateRead, TemplateFields
from itsm.domains.changes.schemas import (
    ApprovalProgress,
    ChangeActionRead,
    ChangeAssetRead,
    ChangeCard,
    ChangeDetail,
    ChangeMention,
    ChangeReviewRead,
    RiskLineRead,
)
from itsm.domains.changes.service.common import missing_of, situation_of
from itsm.domains.changes.service.freezes import freezing_of
from itsm.domains.changes.window_schemas import ConflictRead, FreezeRead
from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.changes.engine.flow import Situation
    from itsm.platform.actor import Actor


async def cards_of(session: AsyncSession, rows: Sequence[Any]) -> list[ChangeCard]:
    """Return changes as lists show them, with how far their approvals are: one query for all."""
    progress = await progress_of(session, {row.approval_id for row in rows if row.approval_id})
    return [_card(row, progress.get(row.approval_id)) for row in rows]


def _card(row: Any, progress: tuple[int, int] | None) -> ChangeCard:
    return ChangeCard(
        id=row.id,
        number=row.number,
        type=row.type,
        state=row.state,
        title=row.title,
        risk_level=row.risk_level,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        timezone=row.timezone,
        requester=ChangeMention(id=row.requester_id, name=row.requester_name),
        implementer=ChangeMention(id=row.implementer_id, name=row.implementer_name) if row.implementer_id else None,
        conflicts=row.conflicts,
        approvals=ApprovalProgress(approved=progress[0], needed=progress[1]) if progress else None,
        updated_at=row.updated_at,
    )


async def read(session: AsyncSession, actor: Actor, change: Change) -> ChangeDetail:
    """Return one change with what this actor may do with it."""
    near = (change.requester_id, change.implementer_id, change.reviewed_by_id)
    names = await users.names(session, {person for person in near if person})
    late = await session.get(approvals.Approval, change.late_approval_id) if change.late_approval_id else None
    late_open = late is not None and late.state == approvals.Standing.OPEN
    frozen = change.state in EDITABLE and (await freezing_of(session, change)).blocks
    here = situation_of(actor, change, is_late_approval_open=late_open, is_frozen=frozen)
    own = actor.can(WRITE) and (here.is_owner or here.is_implementer or actor.can(MANAGE))
    plain = {name: getattr(change, name) for name in _PLAIN}
    return ChangeDetail(
        **plain,
        assets=await assets_of(session, actor, change.asset_ids),
        risk_lines=[RiskLineRead(**line) for line in change.risk_lines],
        requester=ChangeMention(id=change.requester_id, name=names.get(change.requester_id, "")),
        implementer=_person(change.implementer_id, names),
        team=await _team(session, change.team_id),
        location=await _location(session, change.location_id),
        template=await _template(session, change.template_id),
        needs_review=here.needs_review,
        review=_review(change, names),
        missing=list(missing_of(change)),
        moves=_moves(here),
        can_edit=own and change.state in EDITABLE,
        can_delete=own and change.state in DELETABLE,
    )


_PLAIN = (
    *("id", "number", "type", "state", "title", "reason", "business_impact", "implementation_plan", "rollback_plan"),
    *("communication_plan", "test_plan", "justification", "systems", "risk_answers", "risk_score", "risk_level"),
    *("starts_at", "ends_at", "timezone", "approved_itself", "approval_id", "late_approval_id", "outcome"),
    *("outcome_note", "submitted_at", "approved_at", "started_at", "finished_at", "closed_at", "created_at"),
    *("updated_at", "version"),
)


async def assets_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> list[ChangeAssetRead]:
    """Return the assets that a change works on, as far as the actor sees them."""
    rows = await assets.cards_by_id(session, actor, ids) if ids else []
    return [ChangeAssetRead(id=row.id, tag=row.tag, name=row.name, type=row.type_key) for row in rows]


async def freezes_read(session: AsyncSession, rows: Sequence[FreezeWindow]) -> list[FreezeRead]:
    """Return freezes with the names of those they ask."""
    names = await users.names(session, {person for row in rows for person in row.approver_ids})
    return [
        FreezeRead(
            **{name: getattr(row, name) for name in _FREEZE},
            approvers=[ChangeMention(id=person, name=names.get(person, "")) for person in row.approver_ids],
        )
        for row in rows
    ]


_FREEZE = (
    *("id", "name", "reason", "starts_at", "ends_at", "timezone", "effect", "location_ids", "team_ids", "types"),
    "version",
)


def conflict_read(row: Any) -> ConflictRead:
    """Return something in the way of a change."""
    plain = {name: getattr(row, name) for name in _CONFLICT}
    return ConflictRead(**plain, **{part: row.why.get(part, []) for part in ("shared", "own", "theirs")})


_CONFLICT = (
    *("id", "kind", "starts_at", "ends_at", "found_at", "other_number", "other_title", "other_state"),
    *("freeze_name", "freeze_effect", "freeze_reason"),
)


def _moves(here: Situation) -> list[ChangeActionRead]:
    now = utc_now()
    return [
        ChangeActionRead(move=move, obstacles=list(obstacles(move, now, here)))
        for move in moves_from(ChangeState(here.state), ChangeType(here.type))
    ]


def _person(person: UUID | None, names: Mapping[UUID, str]) -> ChangeMention | None:
    return ChangeMention(id=person, name=names.get(person, "")) if person else None


def _review(change: Change, names: Mapping[UUID, str]) -> ChangeReviewRead | None:
    if change.reviewed_at is None:
        return None
    return ChangeReviewRead(
        summary=change.review_summary,
        lessons=change.review_lessons,
        by=_person(change.reviewed_by_id, names),
        at=change.reviewed_at,
    )


async def _team(session: AsyncSession, team_id: UUID | None) -> ChangeMention | None:
    found = await teams.get_team(session, team_id) if team_id else None
    return ChangeMention(id=found.id, name=found.name) if found else None


async def _location(session: AsyncSession, location_id: UUID | None) -> ChangeMention | None:
    found = await settings.find_location(session, location_id) if location_id else None
    return ChangeMention(id=found.id, name=found.name) if found else None


async def _template(session: AsyncSession, template_id: UUID | None) -> ChangeMention | None:
    found = await get_template(session, template_id) if template_id else None
    return ChangeMention(id=found.id, name=found.name) if found else None


def template_read(row: ChangeTemplate) -> ChangeTemplateRead:
    """Return a template."""
    return ChangeTemplateRead(
        id=row.id,
        name=row.name,
        description=row.description,
        fields=TemplateFields(**row.fields),
        duration_minutes=row.duration_minutes,
        is_preapproved=row.is_preapproved,
        is_active=row.is_active,
        version=row.version,
    )


async def rules_read(session: AsyncSession, rows: Sequence[ApprovalRule]) -> list[ChangeRuleRead]:
    """Return approval rules with the names of their people and teams."""
    names = await users.names(session, {person for row in rows for person in row.user_ids})
    team_names = {team.id: team.name for team in await teams.list_teams(session)}
    return [
        ChangeRuleRead(
            id=row.id,
            name=row.name,
            phase=row.phase,
            types=row.types,
            levels=row.levels,
            users=[ChangeMention(id=person, name=names.get(person, "")) for person in row.user_ids],
            teams=[ChangeMention(id=team, name=team_names.get(team, "")) for team in row.team_ids],
            rule=row.rule,
            quorum=row.quorum,
            due_hours=row.due_hours,
        )
        for row in rows
    ]
