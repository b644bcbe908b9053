"""From a Bearer token to an actor: what the platform's HTTP layer and the socket layer call."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from starlette.requests import Request

from itsm.domains.identity.api_tokens.authority import API_TOKENS, actor_of_authority, actor_of_token
from itsm.domains.identity.api_tokens.secret import PREFIX
from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import USER_AGENT_MAX
from itsm.domains.identity.queries import Authority, live_authorities
from itsm.domains.identity.tokens import InvalidTokenError, read_access_token
from itsm.platform.actor import Actor, Role
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.http.context import request_id

_SCHEME = "bearer "


async def resolve_actor(token: str, *, ip: str = "", user_agent: str = "") -> Actor | None:
    """Return who an access token speaks for right now, or None."""
    try:
        claims = read_access_token(key("access-token"), token)
    except InvalidTokenError:
        return None
    authority = await AUTHORITIES.get(claims.session_id)
    if authority is None or authority.user_id != claims.user_id:
        return None
    proved_at = datetime.fromtimestamp(claims.proved_at, UTC)
    return _actor(authority, ip, user_agent, proved_at)


async def resolve_session(session_id: UUID, user_id: UUID, ip: str, user_agent: str) -> Actor | None:
    """Return the person of a session or API token that has not ended, or None: for signed links, which name both."""
    authority = await AUTHORITIES.get(session_id)
    if authority is not None:
        return _actor(authority, ip, user_agent) if authority.user_id == user_id else None
    token = await API_TOKENS.get(session_id)
    if token is None or token.user_id != user_id:
        return None
    return actor_of_authority(token, ip, user_agent)


async def resolve_request(request: Request) -> Actor | None:
    """Return the actor of a request from its Authorization header, or None.

    Raises `Forbidden` for an API token outside of its scopes.
    """
    header = request.headers.get("authorization", "")
    if header[: len(_SCHEME)].lower() != _SCHEME:
        return None
    token = header[len(_SCHEME) :].strip()
    if token.startswith(PREFIX):
        return await actor_of_token(token, request, client_ip(request), user_agent(request))
    return await resolve_actor(token, ip=client_ip(request), user_agent=user_agent(request))


async def actors_of_sessions(session_ids: Collection[UUID]) -> dict[UUID, Actor]:
    """Return the person of each session that has not ended, as of now: for the sockets of a process, all at once."""
    if not session_ids:
        return {}
    async with get_database().reading() as session:
        found = await live_authorities(session, session_ids)
    now = utc_now()
    return {key: _actor(authority, "", "") for key, authority in found.items() if now < authority.ends_at}


async def is_still_valid(session_id: UUID, user_id: UUID) -> bool:
    """Tell whether a session may go on: for open sockets, which carry no token with each message."""
    authority = await AUTHORITIES.get(session_id)
    return authority is not None and authority.user_id == user_id


def client_ip(request: Request) -> str:
    """Return the client's address as the request context found it, never as a header claims."""
    ip: str = getattr(request.state, "ip", "")
    return ip


def user_agent(request: Request) -> str:
    """Return the browser's own description, cut to what a column holds."""
    return request.headers.get("user-agent", "")[:USER_AGENT_MAX]


def anonymous(request: Request) -> Actor:
    """Return the actor of a request by nobody in particular: may do nothing, is named in the audit trail."""
    return Actor(
        id=None,
        name="Anonymous",
        role=Role.END_USER,
        permissions=frozenset(),
        kind="anonymous",
        ip=client_ip(request),
        user_agent=user_agent(request),
        request_id=request_id(),
    )


def _actor(authority: Authority, ip: str, browser: str, proved_at: datetime | None = None) -> Actor:
    return Actor(
        id=authority.user_id,
        name=authority.name,
        role=authority.role,
        permissions=authority.permissions,
        email=authority.email,
        team_ids=authority.team_ids,
        location_id=authority.location_id,
        timezone=authority.timezone,
        locale=authority.locale,
        session_id=authority.session_id,
        proof_until=proved_at + authority.proof if proved_at else None,
        ip=ip,
        user_agent=browser,
        request_id=request_id(),
    )
