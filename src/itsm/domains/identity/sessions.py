"""Sessions: begun by a sign-in, carried on by refreshing, ended by many things."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.events import SessionRevoked
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import IP_MAX, USER_AGENT_MAX, RefreshToken, Session, SignInStep
from itsm.domains.identity.queries import Account
from itsm.domains.identity.rules import sign_in_rules
from itsm.domains.identity.secret_values import digest, new_nonce, new_refresh_token
from itsm.domains.identity.tokens import issue_access_token
from itsm.platform.actor import Actor
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class IssuedTokens:
    """What a browser gets when a session begins or goes on."""

    session_id: UUID
    user_id: UUID
    access_token: str
    refresh_token: str
    session_expires_at: datetime


def issue(session: Session, refresh_token: str, now: datetime) -> IssuedTokens:
    """Return the tokens of a session with this newest refresh token."""
    access = issue_access_token(
        key("access-token"),
        user_id=session.user_id,
        session_id=session.id,
        now=now,
        proved_at=session.proved_at or session.created_at,
    )
    return IssuedTokens(session.id, session.user_id, access, refresh_token, session.expires_at)


def issue_present(session: Session, now: datetime) -> IssuedTokens:
    """Return a new access token of a session whose refresh token stays as it is (and empty here)."""
    return issue(session, "", now)


async def begin_session(work: UnitOfWork, account: Account) -> IssuedTokens:
    """Begin a session for an account whose proofs were checked: new ids at every sign-in (S29).

    The only function that issues a session. `service/steps.py`, which asks for the second step, is its only caller.
    """
    rules = await sign_in_rules(work.session)
    token = new_refresh_token()
    session = Session(
        id=new_id(),
        user_id=account.user_id,
        authority_version=account.authority_version,
        generation=1,
        head_nonce=new_nonce(),
        created_at=work.now,
        rotated_at=work.now,
        last_active_at=work.now,
        proved_at=work.now,
        expires_at=work.now + rules.absolute,
        ip=work.actor.ip[:IP_MAX],
        user_agent=work.actor.user_agent[:USER_AGENT_MAX],
    )
    work.session.add(session)
    # The token's foreign key needs the session's row first, and without relationships the order is ours to keep.
    await work.session.flush()
    work.session.add(RefreshToken(digest=digest(token), session_id=session.id, generation=1))
    return issue(session, token, work.now)


def actor_of(account: Account, caller: Actor, session_id: UUID | None = None) -> Actor:
    """Return the account's person as actor, calling from where `caller` calls."""
    return replace(
        caller,
        id=account.user_id,
        name=account.name,
        role=account.role,
        permissions=account.permissions,
        kind="user",
        email=account.email,
        session_id=session_id,
    )


async def lock_session_of(session: AsyncSession, refresh_token: str) -> tuple[Session, int] | None:
    """Return the session a refresh token belongs to, locked, and the token's generation; None if unknown."""
    found = await session.execute(
        select(Session, RefreshToken.generation)
        .join(RefreshToken, RefreshToken.session_id == Session.id)
        .where(RefreshToken.digest == digest(refresh_token))
        .with_for_update(of=Session)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def end_sessions(
    work: UnitOfWork, user_id: UUID, reason: EndReason, *, except_id: UUID | None = None
) -> tuple[UUID, ...]:
    """End every open session of a person, but for `except_id`, and sign-ins half done; return the ids ended."""
    await work.session.execute(delete(SignInStep).where(SignInStep.user_id == user_id))
    statement = (
        update(Session)
        .where(Session.user_id == user_id, Session.revoked_at.is_(None))
        .values(revoked_at=work.now, revoked_reason=reason)
        .returning(Session.id)
    )
    if except_id is not None:
        statement = statement.where(Session.id != except_id)
    ended = tuple((await work.session.scalars(statement)).all())
    _record_ended(work, user_id, ended, reason)
    return ended


async def end_session(work: UnitOfWork, session_id: UUID, user_id: UUID, reason: EndReason) -> bool:
    """End one session of a person; return False when they have no such open session."""
    statement = (
        update(Session)
        .where(Session.id == session_id, Session.user_id == user_id, Session.revoked_at.is_(None))
        .values(revoked_at=work.now, revoked_reason=reason)
        .returning(Session.id)
    )
    ended = tuple((await work.session.scalars(statement)).all())
    _record_ended(work, user_id, ended, reason)
    return bool(ended)


def _record_ended(work: UnitOfWork, user_id: UUID, session_ids: Iterable[UUID], reason: EndReason) -> None:
    for session_id in session_ids:
        work.record(
            SessionRevoked(
                subject_id=session_id,
                parent_type="user",
                parent_id=user_id,
                user_id=user_id,
                reason=reason,
                summary=f"Session ended: {reason.replace('_', ' ')}",
            )
        )
        _forget_after(work, session_id)


def _forget_after(work: UnitOfWork, session_id: UUID) -> None:
    work.after_commit(lambda: AUTHORITIES.forget(session_id))
