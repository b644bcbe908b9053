"""What wiring, the socket layer, the command line and other rooms may call."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.csrf import require_own_origin
from itsm.domains.identity.links import link_address
from itsm.domains.identity.passwords import hash_password
from itsm.domains.identity.reader_queries import reader_of
from itsm.domains.identity.resolver import (
    actors_of_sessions,
    anonymous,
    client_ip,
    is_still_valid,
    resolve_actor,
    resolve_request,
    resolve_session,
)
from itsm.domains.identity.service.accounts import add_account, create_first_admin, prepare_password
from itsm.domains.identity.service.passwords import write_password_hash
from itsm.domains.users.api import NewUser, UserCard
from itsm.platform.work import UnitOfWork

__all__ = [
    "NewUser",
    "UserCard",
    "actors_of_sessions",
    "add_account",
    "anonymous",
    "client_ip",
    "create_first_admin",
    "hash_password",
    "is_still_valid",
    "password_link",
    "prepare_password",
    "reader_of",
    "require_own_origin",
    "resolve_actor",
    "resolve_request",
    "resolve_session",
    "set_password_hash",
]


async def password_link(session: AsyncSession, link_id: UUID) -> str | None:
    """Return the address to put into a reset or invitation mail, made now; None when it is spent or expired."""
    return await link_address(session, link_id)


async def set_password_hash(work: UnitOfWork, user_id: UUID, password_hash: str) -> None:
    """Give a person the password of a hash made by `hash_password`: for demonstration data and tests."""
    await write_password_hash(work, user_id, password_hash, work.now)
