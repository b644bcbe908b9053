"""A person's sessions: end one of them, or all."""

from uuid import UUID

from itsm.domains.identity.api_tokens.service import revoke_tokens
from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.sessions import end_session, end_sessions
from itsm.domains.users import api as users
from itsm.platform.errors import NotFound, Unauthorized
from itsm.platform.work import UnitOfWork


async def end_own_session(work: UnitOfWork, session_id: UUID) -> None:
    """End one of the caller's sessions, the present one included; raise `NotFound` for any other."""
    if work.actor.id is None or not await end_session(work, session_id, work.actor.id, EndReason.REVOKED):
        raise NotFound


async def end_other_sessions(work: UnitOfWork) -> None:
    """End every session of the caller but the one that asks; raise `Unauthorized` without one."""
    if work.actor.id is None or work.actor.session_id is None:
        raise Unauthorized
    await end_sessions(work, work.actor.id, EndReason.REVOKED, except_id=work.actor.session_id)


async def end_sessions_of(work: UnitOfWork, user_id: UUID) -> None:
    """End every session and API token of somebody, as an administrator; raise `NotFound` for an unknown person."""
    work.actor.require("users.manage")
    if await users.get_user(work.session, user_id) is None:
        raise NotFound
    await end_sessions(work, user_id, EndReason.REVOKED)
    await revoke_tokens(work, user_id, EndReason.REVOKED)
