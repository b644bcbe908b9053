"""Make and revoke personal API tokens."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from itsm.domains.identity.api_tokens.authority import API_TOKENS
from itsm.domains.identity.api_tokens.queries import TOKENS_MAX, count_open
from itsm.domains.identity.api_tokens.scopes import Scope, may_give
from itsm.domains.identity.api_tokens.secret import digest_of, new_secret
from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.events import ApiTokenCreated, ApiTokenRevoked
from itsm.domains.identity.models import ApiToken
from itsm.domains.identity.queries import lock_account
from itsm.domains.settings.api import setting
from itsm.platform.errors import Conflict, Invalid, NotFound, Unauthorized
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

_HINT_CHARS = 4


async def create_token(
    work: UnitOfWork, *, name: str, scopes: Sequence[Scope], expires_in_days: int
) -> tuple[ApiToken, str]:
    """Make a token for the caller; return it with its text, which cannot be seen again.

    Raises `Invalid` for scopes the caller has nothing of or too long a life, `Conflict` at the greatest number.
    """
    person = await lock_account(work.session, work.actor.id, to_write=True) if work.actor.id else None
    if person is None:
        raise Unauthorized
    permissions = person.permissions
    if beyond := [scope for scope in scopes if not may_give(scope, permissions)]:
        raise Invalid.field("scopes", f"You may not do this yourself: {', '.join(beyond)}.", "beyond_own_rights")
    longest: int = await setting(work.session, "api_token_max_days")
    if expires_in_days > longest:
        raise Invalid.field("expires_in_days", f"At most {longest} days.", "too_long")
    if await count_open(work.session, person.user_id, work.now) >= TOKENS_MAX:
        raise Conflict(f"You have {TOKENS_MAX} tokens; revoke one first.", code="too_many_tokens")
    token_id = new_id()
    text = new_secret(token_id)
    token = ApiToken(
        id=token_id,
        user_id=person.user_id,
        name=name,
        digest=digest_of(text),
        hint=text[-_HINT_CHARS:],
        scopes=sorted(set(scopes)),
        authority_version=person.authority_version,
        created_at=work.now,
        expires_at=work.now + timedelta(days=expires_in_days),
    )
    work.session.add(token)
    await work.session.flush()
    work.record(
        ApiTokenCreated(
            subject_id=token_id,
            parent_type="user",
            parent_id=person.user_id,
            user_id=person.user_id,
            token_name=name,
            scopes=token.scopes,
            expires_at=token.expires_at,
            summary=f"API token {name} created",
        )
    )
    return token, text


async def revoke_token(work: UnitOfWork, token_id: UUID) -> None:
    """Revoke one of the caller's tokens; raise `NotFound` for any other."""
    if work.actor.id is None or not await _revoke(work, work.actor.id, EndReason.REVOKED, only=token_id):
        raise NotFound


async def revoke_tokens(work: UnitOfWork, user_id: UUID, reason: EndReason) -> None:
    """Revoke every token of a person: what opened the account may have made them."""
    await _revoke(work, user_id, reason)


async def _revoke(work: UnitOfWork, user_id: UUID, reason: EndReason, *, only: UUID | None = None) -> bool:
    statement = (
        update(ApiToken)
        .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=work.now, revoked_reason=reason)
        .returning(ApiToken.id, ApiToken.name)
    )
    if only is not None:
        statement = statement.where(ApiToken.id == only)
    revoked = (await work.session.execute(statement)).all()
    for token_id, name in revoked:
        work.record(
            ApiTokenRevoked(
                subject_id=token_id,
                parent_type="user",
                parent_id=user_id,
                user_id=user_id,
                token_name=name,
                reason=reason,
                summary=f"API token {name} revoked ({reason.replace('_', ' ')})",
            )
        )
    if revoked:
        work.after_commit(lambda: API_TOKENS.forget_user(user_id))
    return bool(revoked)
