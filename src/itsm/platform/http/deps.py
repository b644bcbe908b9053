"""What routes ask for: the caller, a permission, a unit of work, a reading session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Unauthorized
from itsm.platform.http.ratelimit import count_request
from itsm.platform.work import UnitOfWork, open_work

WorkOpener = Callable[[Actor], AbstractAsyncContextManager[UnitOfWork]]
ActorResolver = Callable[[Request], Awaitable[Actor | None]]


async def _nobody(_: Request) -> Actor | None:
    return None


_resolver: ActorResolver = _nobody


def set_actor_resolver(resolver: ActorResolver) -> None:
    """Say who finds the actor of a request; the identity room does, through wiring."""
    global _resolver  # noqa: PLW0603 - one resolver a process
    _resolver = resolver


async def current_actor(request: Request) -> Actor:
    """Return the caller. Raises Unauthorized (401) where nobody is signed in, RateLimited (429) on a flood."""
    actor = await _resolver(request)
    if actor is None or actor.id is None:
        count_request(request, f"ip:{getattr(request.state, 'ip', '')}")
        raise Unauthorized("Sign in first.", headers={"WWW-Authenticate": "Bearer"})
    request.state.user_id = str(actor.id)
    count_request(request, f"user:{actor.id}")
    return actor


CurrentActor = Annotated[Actor, Depends(current_actor)]


def require(*permissions: str) -> Any:
    """Return a FastAPI dependency that raises Forbidden (403) unless the caller holds every permission."""

    async def check(actor: CurrentActor) -> None:
        for permission in permissions:
            actor.require(permission)

    return Depends(check)


async def _proved(actor: CurrentActor) -> None:
    actor.require_proof(utc_now())


# For what must not be done by whoever finds an unlocked screen: the person showed password or code minutes ago.
PROVED = Depends(_proved)


async def _open_work(request: Request, actor: CurrentActor) -> AsyncIterator[UnitOfWork]:
    # A router may be mounted a second time over something that is not in force (a draft of rules).
    opener: WorkOpener = getattr(request.state, "work_opener", open_work)
    async with opener(actor) as work:
        yield work


async def _open_reading(request: Request, actor: CurrentActor) -> AsyncIterator[AsyncSession]:
    opener: WorkOpener | None = getattr(request.state, "work_opener", None)
    if opener is not None:
        async with opener(actor) as work:
            yield work.session
        return
    async with get_database().reading() as session:
        yield session


# scope="function": the commit happens before the answer leaves, so a failed commit is a failed answer.
Work = Annotated[UnitOfWork, Depends(_open_work, scope="function")]
Reading = Annotated[AsyncSession, Depends(_open_reading, scope="function")]
