"""From a token's text to an actor: the same two seconds of memory as sessions have."""

import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, update
from starlette.requests import Request

from itsm.domains.identity.api_tokens.queries import TokenAuthority, live_token
from itsm.domains.identity.api_tokens.scopes import Scope, covers, lent
from itsm.domains.identity.api_tokens.secret import digest_of, id_in
from itsm.domains.identity.authority import AuthorityCache
from itsm.domains.identity.models import IP_MAX, ApiToken
from itsm.platform.actor import Actor, system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Forbidden
from itsm.platform.http.context import request_id
from itsm.platform.work import open_work

# Precise enough to find out what still uses a token; a write with every call would not be.
_USE_NOTED_EVERY: Final = timedelta(minutes=1)


async def _load(token_id: UUID) -> TokenAuthority | None:
    async with get_database().reading() as session:
        return await live_token(session, token_id)


API_TOKENS: Final[AuthorityCache[TokenAuthority]] = AuthorityCache(_load)


async def actor_of_token(text: str, request: Request, ip: str, user_agent: str) -> Actor | None:
    """Return who a token speaks for in this request, or None; raise `Forbidden` outside of its scopes."""
    token_id = id_in(text)
    authority = await API_TOKENS.get(token_id) if token_id else None
    if authority is None or not hmac.compare_digest(authority.digest, digest_of(text)):
        return None
    scopes = [Scope(scope) for scope in authority.scopes]
    if not covers(scopes, request.method, request.url.path):
        raise Forbidden("This token's scopes do not cover this.", code="insufficient_scope")
    await _note_use(authority, ip)
    return actor_of_authority(authority, ip, user_agent)


def actor_of_authority(authority: TokenAuthority, ip: str, user_agent: str) -> Actor:
    """Return the person of a token as actor, with what the token lends."""
    scopes = [Scope(scope) for scope in authority.scopes]
    return Actor(
        id=authority.user_id,
        name=authority.name,
        role=authority.role,
        permissions=lent(scopes, authority.permissions),
        kind="token",
        email=authority.email,
        team_ids=authority.team_ids,
        location_id=authority.location_id,
        timezone=authority.timezone,
        locale=authority.locale,
        token_id=authority.token_id,
        ip=ip,
        user_agent=user_agent,
        request_id=request_id(),
    )


async def _note_use(authority: TokenAuthority, ip: str) -> None:
    """Write down when and from where the token was used, at most once a minute; of many at once, one writes."""
    now = utc_now()
    if authority.last_used_at is not None and now - authority.last_used_at < _USE_NOTED_EVERY:
        return
    async with open_work(system_actor()) as work:
        await work.session.execute(
            update(ApiToken)
            .where(
                ApiToken.id == authority.token_id,
                or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= now - _USE_NOTED_EVERY),
            )
            .values(last_used_at=now, last_used_ip=ip[:IP_MAX])
        )
    API_TOKENS.forget(authority.token_id)
