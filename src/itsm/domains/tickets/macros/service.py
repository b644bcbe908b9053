"""Use cases: keep a macro, change it, give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm.domains.settings import api as settings
from itsm.domains.teams import api as teams
from itsm.domains.tickets.keeping import change_kept, tell_kept
from itsm.domains.tickets.macros.enums import MacroScope
from itsm.domains.tickets.macros.events import MacroCreated, MacroDeleted, MacroUpdated
from itsm.domains.tickets.macros.models import Macro
from itsm.domains.tickets.macros.queries import MANAGING, OWN_MAX, count_own, find_macro, led_teams
from itsm.domains.tickets.macros.schemas import MacroChanges, MacroCreate
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Forbidden, Invalid, NotFound
from itsm.platform.http.etags import require_version
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


def unknown_macro() -> NotFound:
    """Return the answer for a macro that does not exist or is none of the caller's: the same bytes for both."""
    return NotFound("There is no such macro.", code="macro_not_found")


def may_edit(actor: Actor, macro: Macro, led: Collection[UUID]) -> bool:
    """Tell whether the actor, who leads the teams `led`, may change and delete a macro that they have."""
    if macro.scope == MacroScope.PRIVATE:
        return macro.owner_id == actor.id
    return actor.can(MANAGING) or macro.team_id in led


async def create_macro(work: UnitOfWork, body: MacroCreate) -> Macro:
    """Keep a macro. Raises Forbidden (403) for who may not share it, Invalid (422), Conflict (409) beyond the most."""
    actor = work.actor
    if actor.id is None:
        raise Forbidden("Macros belong to people.")
    if body.scope is MacroScope.SHARED:
        actor.require(MANAGING)
    if body.team_id is not None and body.team_id not in await led_teams(work.session, actor):
        raise Invalid.field("team_id", "Choose a team that you lead.", "not_your_team")
    if await count_own(work.session, actor.id) >= OWN_MAX:
        raise Conflict(f"A person keeps at most {OWN_MAX} macros.", code="too_many_macros")
    await _check(work, body.body, body.changes)
    macro = Macro(
        id=new_id(),
        owner_id=actor.id,
        scope=body.scope.value,
        team_id=body.team_id,
        name=body.name,
        body=body.body,
        is_internal=body.is_internal,
        changes=stored_changes(body.changes),
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(macro)
    tell_kept(work, MacroCreated, macro, {"name": (None, macro.name)})
    return macro


async def update_macro(work: UnitOfWork, macro_id: UUID, fields: Mapping[str, Any], *, if_match: str | None) -> Macro:
    """Change `fields` (as in `MacroPatch`).

    Raises NotFound (404), StaleVersion (412), Forbidden (403), Invalid (422).
    """
    macro = await _editable(work, macro_id, if_match)
    wanted = dict(fields)
    if "changes" in wanted:
        wanted["changes"] = stored_changes(wanted["changes"])
    changes = MacroChanges.model_validate(wanted.get("changes", macro.changes))
    await _check(work, wanted.get("body", macro.body), changes)
    if differing := change_kept(macro, wanted, work.now):
        tell_kept(work, MacroUpdated, macro, differing)
    return macro


async def delete_macro(work: UnitOfWork, macro_id: UUID, *, if_match: str | None) -> None:
    """Give a macro up. Raises NotFound (404), StaleVersion (412), Forbidden (403)."""
    macro = await _editable(work, macro_id, if_match)
    tell_kept(work, MacroDeleted, macro, {"name": (macro.name, None)})
    await work.session.delete(macro)


def stored_changes(changes: MacroChanges) -> dict[str, Any]:
    """Return changes as they are kept: only what is named."""
    return changes.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


async def _editable(work: UnitOfWork, macro_id: UUID, if_match: str | None) -> Macro:
    macro = await find_macro(work.session, work.actor, macro_id, for_update=True)
    if macro is None:
        raise unknown_macro()
    if not may_edit(work.actor, macro, await led_teams(work.session, work.actor)):
        raise Forbidden("Who leads the team, or keeps macros for everybody, changes this one; keep one of your own.")
    require_version(if_match, macro.version)
    return macro


async def _check(work: UnitOfWork, body: str, changes: MacroChanges) -> None:
    """Raise Invalid (422) for a macro that does nothing, or names what is not there."""
    if not body and not stored_changes(changes):
        raise Invalid.field("body", "Write a text, or choose what changes.", "required")
    if changes.team_id is not None:
        await teams.require_active_team(work.session, changes.team_id, field="changes.team_id")
    if changes.assignee_id is not None and changes.assignee_id != "me":
        person = await users.require_active_user(work.session, changes.assignee_id, field="changes.assignee_id")
        if person.role == "end_user":
            raise Invalid.field("changes.assignee_id", "This person does not work tickets.", "not_staff")
    category = changes.status.resolution_category if changes.status else None
    if category and (await settings.reference(work.session)).find_resolution_category(category) is None:
        field = "changes.status.resolution_category"
        raise Invalid.field(field, "There is no such resolution category.", "unknown_reference")
