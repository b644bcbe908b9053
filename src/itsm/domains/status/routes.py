"""Paths of this room, under /api/status."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.status import service
from itsm.domains.status.presentation import show_post, show_service, show_status
from itsm.domains.status.queries import open_posts
from itsm.domains.status.repository import lock_post, lock_service
from itsm.domains.status.schemas import (
    StatusPostCreate,
    StatusPostPatch,
    StatusPostRead,
    StatusRead,
    StatusServiceCreate,
    StatusServicePatch,
    StatusServiceRead,
    StatusUpdateCreate,
)
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed, created

router = APIRouter(prefix="/status", tags=["status"])

_POSTERS, _KEEPERS = [require(service.POST)], [require(service.MANAGE)]


@router.get("", response_model=StatusRead)
async def read_status(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return services, current incidents, planned maintenance, announcements, and what is over."""
    return json_response(request, (await show_status(session, actor, utc_now())).model_dump_json().encode())


@router.post("/posts", response_model=StatusPostRead, status_code=201, dependencies=_POSTERS)
async def create_status_post(request: Request, body: StatusPostCreate, work: Work, once: Once) -> Response:
    """Post an incident, a maintenance or an announcement."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    post = await service.create_post(work, body)
    await work.session.flush()
    read = await show_post(work.session, work.actor, post, work.now)
    return created(request, work, once, read, path=f"/api/status/posts/{post.id}", version=post.version)


@router.patch("/posts/{status_post_id}", response_model=StatusPostRead, dependencies=_POSTERS)
async def update_status_post(
    status_post_id: UUID, body: StatusPostPatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Word or date a post anew."""
    post = await lock_post(work.session, status_post_id)
    require_version(if_match, post.version)
    await service.change_post(work, post, body.model_dump(exclude_unset=True))
    await work.session.flush()
    return changed(await show_post(work.session, work.actor, post, work.now), post.version)


@router.post("/posts/{status_post_id}/updates", response_model=StatusPostRead, status_code=201, dependencies=_POSTERS)
async def create_status_update(
    request: Request, status_post_id: UUID, body: StatusUpdateCreate, work: Work, once: Once
) -> Response:
    """Put news on a post's timeline; the state says whether it is over."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    post = await lock_post(work.session, status_post_id)
    await service.add_update(work, post, state=body.state, body=body.body, next_update_at=body.next_update_at)
    await work.session.flush()
    read = await show_post(work.session, work.actor, post, work.now)
    return created(request, work, once, read, path=f"/api/status/posts/{post.id}", version=post.version)


@router.put("/posts/{status_post_id}/me-too", status_code=204)
async def join_status_post(status_post_id: UUID, work: Work) -> None:
    """Say that one has the problem of this incident as well: one is told how it goes."""
    await service.join(work, await lock_post(work.session, status_post_id))


@router.delete("/posts/{status_post_id}/me-too", status_code=204)
async def leave_status_post(status_post_id: UUID, work: Work) -> None:
    """Take one's "me too" back."""
    await service.leave(work, await lock_post(work.session, status_post_id))


@router.put("/subscription", status_code=204)
async def subscribe_to_status(work: Work) -> None:
    """Ask for a mail about every update."""
    await service.subscribe(work)


@router.delete("/subscription", status_code=204)
async def unsubscribe_from_status(work: Work) -> None:
    """Ask for no more mails."""
    await service.unsubscribe(work)


@router.post("/services", response_model=StatusServiceRead, status_code=201, dependencies=_KEEPERS)
async def create_status_service(request: Request, body: StatusServiceCreate, work: Work, once: Once) -> Response:
    """Add a service."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    row = await service.add_service(work, body.model_dump())
    read = show_service(row, (), work.now)
    return created(request, work, once, read, path=f"/api/status/services/{row.id}", version=row.version)


@router.patch("/services/{status_service_id}", response_model=StatusServiceRead, dependencies=_KEEPERS)
async def update_status_service(
    status_service_id: UUID, body: StatusServicePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Rename, move, retire or bring back a service."""
    row = await lock_service(work.session, status_service_id)
    require_version(if_match, row.version)
    await service.change_service(work, row, body.model_dump(exclude_unset=True))
    return changed(show_service(row, await open_posts(work.session, work.now), work.now), row.version)
