"""Use cases: templates, the questionnaire, and who approves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, select

from itsm.domains.changes.engine.flow import MANAGE
from itsm.domains.changes.errors import NameTaken
from itsm.domains.changes.events import ChangeRulesChanged
from itsm.domains.changes.models import ApprovalRule, ChangeTemplate, RiskQuestion
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

# What the settings of changes are filed under in the audit trail; there is one set of them.
SETTINGS_ID = UUID("01890000-0000-7000-8000-00000000c406")


async def add_template(work: UnitOfWork, said: Mapping[str, Any]) -> ChangeTemplate:
    """Add a template; raise Forbidden (403), NameTaken (409)."""
    work.actor.require(MANAGE)
    await _require_free_name(work, said["name"], None)
    row = ChangeTemplate(id=new_id(), is_active=True, version=1, created_at=work.now, updated_at=work.now, **dict(said))
    work.session.add(row)
    _record(work, f"Template “{row.name}”", f"Template “{row.name}” added")
    return row


async def change_template(work: UnitOfWork, row: ChangeTemplate, said: Mapping[str, Any]) -> ChangeTemplate:
    """Alter a locked template; changes made from it stay as they are. Raises Forbidden (403), NameTaken (409)."""
    work.actor.require(MANAGE)
    if "name" in said:
        await _require_free_name(work, said["name"], row.id)
    for name, value in said.items():
        setattr(row, name, value)
    row.version, row.updated_at = row.version + 1, work.now
    _record(work, f"Template “{row.name}”", f"Template “{row.name}” altered")
    return row


async def put_questions(work: UnitOfWork, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Make these the whole questionnaire; risks worked out before stay as they are. Raises Forbidden, Invalid."""
    work.actor.require(MANAGE)
    keys = [one["key"] for one in wanted]
    if len(set(keys)) != len(keys):
        raise Invalid.field("items", "Two questions have the same key.", "duplicate")
    await work.session.execute(delete(RiskQuestion))
    for position, one in enumerate(wanted):
        work.session.add(RiskQuestion(position=position, **dict(one)))
    _record(work, "risk questions", f"The risk questionnaire has {len(wanted)} questions")


async def put_rules(work: UnitOfWork, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Make these the whole list of approval steps; what is asked already stays. Raises Forbidden, Invalid."""
    work.actor.require(MANAGE)
    people = {person for one in wanted for person in one["user_ids"]}
    known = await users.get_users(work.session, people)
    if people - known.keys():
        raise Invalid.field("items", "Choose people who are there.", "unknown_reference")
    for team_id in {team for one in wanted for team in one["team_ids"]}:
        await teams.require_active_team(work.session, team_id, field="items")
    await work.session.execute(delete(ApprovalRule))
    for position, one in enumerate(wanted):
        work.session.add(ApprovalRule(id=new_id(), position=position, **dict(one)))
    _record(work, "approval rules", f"Changes are approved by {len(wanted)} rules")


async def _require_free_name(work: UnitOfWork, name: str, own: UUID | None) -> None:
    query = select(ChangeTemplate.id).where(func.lower(ChangeTemplate.name) == name.lower())
    found = await work.session.scalar(query)
    if found is not None and found != own:
        raise NameTaken("Another template has this name.")


def _record(work: UnitOfWork, what: str, summary: str) -> None:
    work.record(ChangeRulesChanged(subject_id=SETTINGS_ID, what=what, summary=summary))
