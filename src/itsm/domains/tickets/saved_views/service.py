"""Use cases: keep a view, change it, give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from itsm.domains.settings import api as settings
from itsm.domains.tickets.keeping import change_kept, tell_kept
from itsm.domains.tickets.queries.filters import build_filter
from itsm.domains.tickets.queries.params import ListParams
from itsm.domains.tickets.queries.sorting import parse_order
from itsm.domains.tickets.saved_views.enums import ViewScope
from itsm.domains.tickets.saved_views.events import ViewCreated, ViewDeleted, ViewUpdated
from itsm.domains.tickets.saved_views.models import SavedView
from itsm.domains.tickets.saved_views.queries import VIEWS_MAX, count_own, lock_view
from itsm.platform.errors import Conflict, Forbidden, Invalid, NotFound
from itsm.platform.http.etags import require_version
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from itsm.domains.tickets.saved_views.schemas import ViewCreate
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

SHARING: Final = "teams.manage"
"""Who keeps views for everybody, and changes those of teams."""


def may_edit(actor: Actor, view: SavedView) -> bool:
    """Tell whether the actor may change and delete a view that they have."""
    return view.owner_id == actor.id or (view.scope != ViewScope.PRIVATE and actor.can(SHARING))


async def create_view(work: UnitOfWork, body: ViewCreate) -> SavedView:
    """Keep a view. Raises Forbidden (403) for who may not share it, Invalid (422), Conflict (409) beyond the most."""
    actor = work.actor
    if actor.id is None:
        raise Forbidden("Views belong to people.")
    if body.scope is ViewScope.SHARED:
        actor.require(SHARING)
    if body.team_id is not None and body.team_id not in actor.team_ids:
        raise Invalid.field("team_id", "Choose a team you work in.", "not_your_team")
    if await count_own(work.session, actor.id) >= VIEWS_MAX:
        raise Conflict(f"A person keeps at most {VIEWS_MAX} views.", code="too_many_views")
    await _check(work, body.filters, body.sort)
    view = SavedView(
        id=new_id(),
        owner_id=actor.id,
        **body.model_dump(mode="json", exclude={"team_id"}),
        team_id=body.team_id,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(view)
    tell_kept(work, ViewCreated, view, {"name": (None, view.name)})
    return view


async def update_view(
    work: UnitOfWork, view_id: UUID, changes: Mapping[str, Any], *, if_match: str | None
) -> SavedView:
    """Change a view. Raises NotFound (404), StaleVersion (412), Forbidden (403), Invalid (422)."""
    view = await _editable(work, view_id, if_match)
    await _check(work, changes.get("filters", view.filters), changes.get("sort", view.sort))
    if differing := change_kept(view, changes, work.now):
        tell_kept(work, ViewUpdated, view, differing)
    return view


async def delete_view(work: UnitOfWork, view_id: UUID, *, if_match: str | None) -> None:
    """Give a view up. Raises NotFound (404), StaleVersion (412), Forbidden (403)."""
    view = await _editable(work, view_id, if_match)
    tell_kept(work, ViewDeleted, view, {"name": (view.name, None)})
    await work.session.delete(view)


async def _editable(work: UnitOfWork, view_id: UUID, if_match: str | None) -> SavedView:
    view = await lock_view(work.session, work.actor, view_id)
    if view is None:
        raise NotFound("There is no such view.", code="view_not_found")
    if not may_edit(work.actor, view):
        raise Forbidden("Who keeps this view changes it; keep one of your own.")
    require_version(if_match, view.version)
    return view


async def _check(work: UnitOfWork, filters: Mapping[str, str], sort: str | None) -> None:
    """Raise Invalid (422) where the list of tickets would not take these."""
    reference = await settings.reference(work.session)
    build_filter(ListParams.model_validate(dict(filters)), work.actor, reference)
    if sort is not None:
        parse_order(sort)
