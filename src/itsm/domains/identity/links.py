"""Links in mails that let their holder choose a password, once.

The secret is never stored, not even hashed: it is a MAC, under a key outside the database, over the row's id,
person, purpose and 256 random bits, made when the mail is sent. Events and jobs carry the row's id alone.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.enums import LinkPurpose
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import PasswordLink
from itsm.domains.identity.queries import account
from itsm.domains.identity.secret_values import mail_token, mail_token_id, new_nonce, same
from itsm.platform.clock import utc_now
from itsm.platform.ids import new_id
from itsm.platform.settings import get_settings
from itsm.platform.work import UnitOfWork

LIFETIMES: Final = {LinkPurpose.RESET: timedelta(minutes=30), LinkPurpose.INVITATION: timedelta(hours=72)}
# The secret stands behind the "#": browsers do not send that part, so it is in no access log and no referrer.
_PAGES: Final = {LinkPurpose.RESET: "/reset-password#token=", LinkPurpose.INVITATION: "/invitation#token="}


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A genuine link that was not used and has not expired when it was read."""

    id: UUID
    user_id: UUID
    purpose: LinkPurpose
    name: str
    email: str


def make_link(work: UnitOfWork, *, user_id: UUID, email: str, purpose: LinkPurpose) -> PasswordLink:
    """Store a new link for a person."""
    link = PasswordLink(
        id=new_id(),
        user_id=user_id,
        purpose=purpose,
        nonce=new_nonce(),
        email=email,
        created_at=work.now,
        expires_at=work.now + LIFETIMES[purpose],
    )
    work.session.add(link)
    return link


async def link_address(session: AsyncSession, link_id: UUID) -> str | None:
    """Return the whole address for the mail, or None when the link was used or has expired meanwhile."""
    link = await session.get(PasswordLink, link_id)
    if link is None or link.used_at is not None or link.expires_at <= utc_now():
        return None
    return f"{get_settings().effective_public_url}{_PAGES[link.purpose]}{_secret(link)}"


async def read_link(session: AsyncSession, token: str) -> OpenLink | None:
    """Return the link this secret opens, or None for any secret that does not."""
    link_id = mail_token_id(token)
    link = await session.get(PasswordLink, link_id) if link_id else None
    if link is None or not same(_secret(link), token):
        return None
    if link.used_at is not None or link.expires_at <= utc_now():
        return None
    person = await account(session, link.user_id)
    if person is None or not person.is_active or person.email != link.email:
        return None
    return OpenLink(link.id, person.user_id, link.purpose, person.name, person.email)


async def spend_link(work: UnitOfWork, link: OpenLink) -> bool:
    """Use the link up; return False when it was used, expired or voided in the meantime."""
    spent = await work.session.execute(
        update(PasswordLink)
        .where(PasswordLink.id == link.id, PasswordLink.used_at.is_(None), PasswordLink.expires_at > work.now)
        .values(used_at=work.now)
        .returning(PasswordLink.id)
    )
    return spent.scalar_one_or_none() is not None


async def void_links(work: UnitOfWork, user_id: UUID, purpose: LinkPurpose | None = None) -> bool:
    """Use up every open link of a person (of one purpose, or all); tell whether there was one that still worked."""
    statement = (
        update(PasswordLink)
        .where(PasswordLink.user_id == user_id, PasswordLink.used_at.is_(None))
        .values(used_at=work.now)
        .returning(PasswordLink.expires_at)
    )
    if purpose is not None:
        statement = statement.where(PasswordLink.purpose == purpose)
    voided = (await work.session.scalars(statement)).all()
    return any(expires_at > work.now for expires_at in voided)


def _secret(link: PasswordLink) -> str:
    return mail_token(key("mail-link"), token_id=link.id, user_id=link.user_id, purpose=link.purpose, nonce=link.nonce)
