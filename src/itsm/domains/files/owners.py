"""Who may fetch a file: what it belongs to decides. Rooms above register their check through wiring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.platform.actor import Actor

if TYPE_CHECKING:
    from itsm.domains.files.models import StoredFile

OwnerCheck = Callable[[AsyncSession, Actor, UUID, UUID], Awaitable[bool]]
"""(session, actor, owner's id, file's id) → may this actor fetch this file now?"""

LinkActor = Callable[[UUID, UUID, str, str], Awaitable[Actor | None]]
"""(session id, user id, address, browser) → the actor while the session lives, else None."""

_checks: Final[dict[str, OwnerCheck]] = {}


def register_owner(owner_type: str, check: OwnerCheck) -> None:
    """Ask `check` whenever a file that belongs to an `owner_type` is fetched."""
    _checks[owner_type] = check


async def may_fetch(session: AsyncSession, actor: Actor, file: StoredFile) -> bool:
    """Tell whether `actor` may fetch `file` now. Nobody may where no room answers for what it belongs to."""
    check = _checks.get(file.owner_type)
    return check is not None and await check(session, actor, file.owner_id, file.id)


async def _nobody(_session_id: UUID, _user_id: UUID, _ip: str, _user_agent: str) -> Actor | None:
    return None


_find: LinkActor = _nobody


def set_link_actor(find: LinkActor) -> None:
    """Say who finds the actor that a link was made for; the identity room does, through wiring."""
    global _find  # noqa: PLW0603 - one finder a process
    _find = find


async def link_actor(session_id: UUID | None, user_id: UUID, ip: str, user_agent: str) -> Actor | None:
    """Return whom a link speaks for while the session it was made in lives, else None."""
    if session_id is None:
        return None
    actor = await _find(session_id, user_id, ip, user_agent)
    return actor if actor is not None and actor.id == user_id else None
