"""Who at which provider is whom here: found by issuer and subject, linked only on purpose."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.errors import IdentityTaken
from itsm.domains.identity.events import IdentityLinked, IdentityUnlinked
from itsm.domains.identity.models import EMAIL_MAX, OidcIdentity
from itsm.domains.identity.queries import lock_account, ways_in
from itsm.platform.errors import Conflict, NotFound, Unauthorized
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

IDENTITIES_MAX = 20


async def find_identity(session: AsyncSession, issuer: str, subject: str) -> OidcIdentity | None:
    """Return the identity of a subject at an issuer, or None. Addresses play no part (S39)."""
    found = select(OidcIdentity).where(OidcIdentity.issuer == issuer, OidcIdentity.subject == subject)
    return (await session.scalars(found)).one_or_none()


async def identities_of(session: AsyncSession, user_id: UUID) -> list[OidcIdentity]:
    """Return a person's identities, the oldest first."""
    mine = select(OidcIdentity).where(OidcIdentity.user_id == user_id).order_by(OidcIdentity.linked_at)
    return list(await session.scalars(mine.limit(IDENTITIES_MAX)))


async def link_identity(
    work: UnitOfWork, user_id: UUID, *, issuer: str, subject: str, email: str | None, how: str
) -> None:
    """Let a subject at an issuer open a person's account; raise `IdentityTaken` where it opens another's.

    Linking again what is linked already changes nothing.
    """
    added = await work.session.scalar(
        insert(OidcIdentity)
        .values(
            id=new_id(),
            user_id=user_id,
            issuer=issuer,
            subject=subject,
            email=email[:EMAIL_MAX] if email else None,
            linked_at=work.now,
        )
        .on_conflict_do_nothing(index_elements=[OidcIdentity.issuer, OidcIdentity.subject])
        .returning(OidcIdentity.id)
    )
    if added is None:
        known = await find_identity(work.session, issuer, subject)
        if known is None or known.user_id != user_id:
            raise IdentityTaken
        return
    work.record(
        IdentityLinked(subject_id=user_id, issuer=issuer, how=how, summary=f"Sign-in with {issuer} linked ({how})")
    )


async def note_use(work: UnitOfWork, user_id: UUID, issuer: str) -> None:
    """Write down that a person signed in by way of an issuer."""
    used = update(OidcIdentity).where(OidcIdentity.user_id == user_id, OidcIdentity.issuer == issuer)
    await work.session.execute(used.values(last_used_at=work.now))


async def unlink_identity(work: UnitOfWork, identity_id: UUID) -> None:
    """Take one of the caller's identities away; raise `NotFound`, `Conflict` where it is their only way in."""
    person = await lock_account(work.session, work.actor.id, to_write=True) if work.actor.id else None
    if person is None:
        raise Unauthorized
    mine = await identities_of(work.session, person.user_id)
    identity = next((one for one in mine if one.id == identity_id), None)
    if identity is None:
        raise NotFound
    has_password, _ = await ways_in(work.session, person.user_id)
    if not has_password and len(mine) == 1:
        raise Conflict("It is your only way in: choose a password first.", code="only_way_in")
    await work.session.execute(delete(OidcIdentity).where(OidcIdentity.id == identity_id))
    work.record(
        IdentityUnlinked(
            subject_id=person.user_id, issuer=identity.issuer, summary=f"Sign-in with {identity.issuer} unlinked"
        )
    )
