"""Use cases: post, update, word anew; say "me too"; subscribe; keep the list of services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from itsm.domains.status.engine import ENDED, STATES, state_at
from itsm.domains.status.enums import PostKind, PostState
from itsm.domains.status.errors import PostEnded, ServiceNameTaken
from itsm.domains.status.events import (
    StatusEdited,
    StatusJoined,
    StatusLeft,
    StatusPosted,
    StatusServiceChanged,
    StatusUpdated,
)
from itsm.domains.status.models import StatusAffected, StatusPost, StatusService, StatusSubscription, StatusUpdate
from itsm.domains.status.queries import known_services
from itsm.domains.tickets import api as tickets
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from itsm.domains.status.schemas import StatusPostCreate
    from itsm.platform.work import UnitOfWork

POST: Final = "status.post"
MANAGE: Final = "settings.manage"


async def create_post(work: UnitOfWork, new: StatusPostCreate) -> StatusPost:
    """Post an incident, a maintenance or an announcement. Raises Forbidden (403), Invalid (422)."""
    work.actor.require(POST)
    await _check_services(work, new.service_ids)
    ticket = await _ticket(work, new.ticket)
    post = StatusPost(
        id=new_id(),
        kind=new.kind,
        title=new.title,
        state=STATES[new.kind][0],
        impact=new.impact,
        service_ids=new.service_ids,
        starts_at=new.starts_at or work.now,
        ends_at=new.ends_at,
        next_update_at=new.next_update_at,
        ticket_id=ticket.id if ticket else None,
        ticket_number=ticket.number if ticket else None,
        created_by_id=work.actor.id,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    check_post(post)
    work.session.add(post)
    await work.session.flush()
    update = _write_down(work, post, new.body)
    work.record(
        StatusPosted(
            subject_id=post.id, version=1, title=post.title, update_id=update.id, summary=f"Posted “{post.title}”"
        )
    )
    return post


def check_post(post: StatusPost) -> None:
    """Raise Invalid (422) for a post that lacks what its kind needs, or has what it may not."""
    if (post.kind == PostKind.INCIDENT) != (post.impact is not None):
        raise Invalid.field("impact", "An incident has an impact, nothing else has.", "required")
    if post.kind == PostKind.MAINTENANCE and post.ends_at is None:
        raise Invalid.field("ends_at", "Say until when.", "required")
    if post.kind == PostKind.INCIDENT and post.ends_at is not None:
        raise Invalid.field("ends_at", "An incident ends with an update.", "not_allowed")
    if post.ends_at is not None and post.ends_at <= post.starts_at:
        raise Invalid.field("ends_at", "must be later than the start", "out_of_range")


async def change_post(work: UnitOfWork, post: StatusPost, changes: Mapping[str, Any]) -> StatusPost:
    """Word or date a locked post anew. Raises Forbidden (403), Invalid (422), PostEnded (409)."""
    work.actor.require(POST)
    _require_open(work, post)
    if "service_ids" in changes:
        await _check_services(work, changes["service_ids"])
    differing = {name: (getattr(post, name), value) for name, value in changes.items() if getattr(post, name) != value}
    for name, (_, value) in differing.items():
        setattr(post, name, value)
    check_post(post)
    if differing:
        post.version, post.updated_at = post.version + 1, work.now
        summary = f"“{post.title}” worded or dated anew"
        work.record(
            StatusEdited(subject_id=post.id, version=post.version, title=post.title, changes=differing, summary=summary)
        )
    return post


async def add_update(
    work: UnitOfWork, post: StatusPost, *, state: PostState, body: str, next_update_at: Any = None
) -> StatusUpdate:
    """Put news on the timeline of a locked post. Raises Forbidden (403), Invalid (422), PostEnded (409)."""
    work.actor.require(POST)
    _require_open(work, post)
    if state not in STATES[PostKind(post.kind)]:
        raise Invalid.field("state", "This kind of post has no such state.", "unknown_value")
    before, post.state = post.state, state
    post.next_update_at = None if state in ENDED else next_update_at
    post.ended_at = work.now if state in ENDED else None
    post.version, post.updated_at = post.version + 1, work.now
    update = _write_down(work, post, body)
    work.record(
        StatusUpdated(
            subject_id=post.id,
            version=post.version,
            title=post.title,
            update_id=update.id,
            changes={"state": (before, state)},
            summary=f"News of “{post.title}”",
        )
    )
    return update


async def join(work: UnitOfWork, post: StatusPost) -> None:
    """Say "me too" to a locked incident; saying it again changes nothing. Raises PostEnded (409), NotFound (404)."""
    if post.kind != PostKind.INCIDENT:
        raise NotFound
    _require_open(work, post)
    row = {"post_id": post.id, "user_id": work.actor.id, "created_at": work.now}
    added = insert(StatusAffected).values(row).on_conflict_do_nothing().returning(StatusAffected.post_id)
    if await work.session.scalar(added) is not None:
        work.record(_by_hand(work, StatusJoined, post, "is affected by"))


async def leave(work: UnitOfWork, post: StatusPost) -> None:
    """Take a "me too" back; harmless where there is none."""
    mine = delete(StatusAffected).where(StatusAffected.post_id == post.id, StatusAffected.user_id == work.actor.id)
    if await work.session.scalar(mine.returning(StatusAffected.post_id)) is not None:
        work.record(_by_hand(work, StatusLeft, post, "is no longer affected by"))


async def subscribe(work: UnitOfWork) -> None:
    """Mail the caller about every update from now on."""
    row = {"user_id": work.actor.id, "created_at": work.now}
    await work.session.execute(insert(StatusSubscription).values(row).on_conflict_do_nothing())


async def unsubscribe(work: UnitOfWork) -> None:
    """Mail the caller no more, but for incidents they said "me too" to."""
    await work.session.execute(delete(StatusSubscription).where(StatusSubscription.user_id == work.actor.id))


async def add_service(work: UnitOfWork, values: Mapping[str, Any]) -> StatusService:
    """Add a service. Raises Forbidden (403), ServiceNameTaken (409)."""
    work.actor.require(MANAGE)
    service = StatusService(id=new_id(), is_active=True, version=1, created_at=work.now, updated_at=work.now, **values)
    work.session.add(service)
    await _tell_service(work, service, {name: (None, value) for name, value in values.items()})
    return service


async def change_service(work: UnitOfWork, service: StatusService, changes: Mapping[str, Any]) -> StatusService:
    """Change a locked service. Raises Forbidden (403), ServiceNameTaken (409)."""
    work.actor.require(MANAGE)
    before = {name: (getattr(service, name), value) for name, value in changes.items()}
    for name, value in changes.items():
        setattr(service, name, value)
    service.version, service.updated_at = service.version + 1, work.now
    await _tell_service(work, service, before)
    return service


async def _tell_service(work: UnitOfWork, service: StatusService, changes: dict[str, tuple[Any, Any]]) -> None:
    name = service.name
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "uq_status_services_name" in str(error.orig):
            raise ServiceNameTaken(f"There is a service {name} already.") from error
        raise
    work.record(
        StatusServiceChanged(
            subject_id=service.id, version=service.version, changes=changes, summary=f"Service {name} kept"
        )
    )


def _write_down(work: UnitOfWork, post: StatusPost, body: str) -> StatusUpdate:
    update = StatusUpdate(
        id=new_id(), post_id=post.id, state=post.state, body=body, author_id=work.actor.id, created_at=work.now
    )
    work.session.add(update)
    return update


def _require_open(work: UnitOfWork, post: StatusPost) -> None:
    if state_at(post, work.now) in ENDED:
        raise PostEnded("This is over.")


def _by_hand(work: UnitOfWork, kind: type[StatusJoined], post: StatusPost, verb: str) -> StatusJoined:
    if work.actor.id is None:
        raise NotFound
    summary = f"{work.actor.name} {verb} “{post.title}”"
    return kind(subject_id=post.id, version=post.version, user_id=work.actor.id, summary=summary)


async def _check_services(work: UnitOfWork, service_ids: list[UUID]) -> None:
    if set(service_ids) - (await known_services(work.session, service_ids)).keys():
        raise Invalid.field("service_ids", "Choose from the list of services.", "unknown_reference")


async def _ticket(work: UnitOfWork, reference: str | None) -> tickets.TicketRecord | None:
    """Return the ticket behind an incident; raise Invalid (422) for one the actor does not see."""
    if not reference:
        return None
    try:
        return await tickets.load_visible(work.session, work.actor, reference)
    except NotFound as fault:
        raise Invalid.field("ticket", "There is no such ticket.", "unknown_reference") from fault
