"""A person's sessions: end one of them, or all."""

from uuid import UUID

from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.sessions import end_session, end_sessions
from itsm.domains.users import api as users
from itsm.platform.errors import NotFound
from itsm.platform.work import UnitOfWork


async def end_own_session(work: UnitOfWork, session_id: UUID) -> None:
    """End one of the caller's sessions, the present one included; raise `NotFound` for any other."""
    if work.actor.id is None or not await end_session(work, session_id, work.actor.id, EndReason.REVOKED):
        raise NotFound


async def end_sessions_of(work: UnitOfWork, user_id: UUID) -> None:
    """End every session of somebody, as an administrator; raise `NotFound` for an unknown person."""
    work.actor.require("users.manage")
    if await users.get_user(work.session, user_id) is None:
        raise NotFound
    await end_sessions(work, user_id, EndReason.REVOKED)
