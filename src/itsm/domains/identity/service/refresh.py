"""Go on with a session, or leave it: the two things that a cookie alone can do."""

from dataclasses import dataclass

from itsm.domains.identity.csrf import require_session_csrf
from itsm.domains.identity.engine import RefreshVerdict, SessionState, judge_refresh
from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.errors import SessionEnded
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import RefreshToken, Session
from itsm.domains.identity.queries import Account, account
from itsm.domains.identity.rules import SignInRules, sign_in_rules
from itsm.domains.identity.secret_values import digest, new_nonce, successor
from itsm.domains.identity.sessions import IssuedTokens, actor_of, end_session, issue, lock_session_of
from itsm.platform.actor import Actor
from itsm.platform.work import UnitOfWork, open_work


@dataclass(frozen=True, slots=True)
class RefreshRequest:
    """What a browser sends: cookie, CSRF value, and whether its person is really there."""

    refresh_token: str
    csrf: str
    is_background: bool


async def refresh(caller: Actor, request: RefreshRequest) -> IssuedTokens:
    """Return new tokens for a session that goes on; the presented refresh token is used up.

    Raises `SessionEnded` (401). A token that was used before ends the whole session, and that end is
    committed before the refusal is raised.
    """
    async with open_work(caller) as work:
        tokens = await _judge_and_rotate(work, request)
    if tokens is None:
        raise SessionEnded
    return tokens


async def sign_out(caller: Actor, *, refresh_token: str, csrf: str) -> None:
    """End the session of this refresh token. An unknown or ended one is no error: they are out."""
    async with open_work(caller) as work:
        found = await lock_session_of(work.session, refresh_token)
        if found is None:
            return
        session, _ = found
        require_session_csrf(csrf, session.id)
        person = await account(work.session, session.user_id)
        if person is not None:
            work.actor = actor_of(person, caller, session.id)
        await end_session(work, session.id, session.user_id, EndReason.SIGNED_OUT)


async def _judge_and_rotate(work: UnitOfWork, request: RefreshRequest) -> IssuedTokens | None:
    found = await lock_session_of(work.session, request.refresh_token)
    if found is None:
        return None
    session, generation = found
    require_session_csrf(request.csrf, session.id)
    person = await account(work.session, session.user_id)
    if person is None or not _speaks_for(session, person):
        return None
    work.actor = actor_of(person, work.actor, session.id)
    return await _act(work, session, generation, request)


async def _act(work: UnitOfWork, session: Session, generation: int, request: RefreshRequest) -> IssuedTokens | None:
    rules = await sign_in_rules(work.session)
    match judge_refresh(_state(session, rules), generation, work.now):
        case RefreshVerdict.ROTATE:
            return issue(session, _rotate(work, session, request), work.now)
        case RefreshVerdict.REPEAT:
            child = successor(key("refresh-token"), request.refresh_token, session.head_nonce)
            return issue(session, child, work.now)
        case RefreshVerdict.REUSED:
            await end_session(work, session.id, session.user_id, EndReason.TOKEN_REUSED)
            return None
        case RefreshVerdict.ENDED:
            return None


def _rotate(work: UnitOfWork, session: Session, request: RefreshRequest) -> str:
    session.head_nonce = new_nonce()
    session.generation += 1
    session.rotated_at = work.now
    if not request.is_background:
        session.last_active_at = work.now
    child = successor(key("refresh-token"), request.refresh_token, session.head_nonce)
    work.session.add(RefreshToken(digest=digest(child), session_id=session.id, generation=session.generation))
    return child


def _speaks_for(session: Session, person: Account) -> bool:
    return person.is_active and person.authority_version == session.authority_version


def _state(session: Session, rules: SignInRules) -> SessionState:
    return SessionState(
        generation=session.generation,
        rotated_at=session.rotated_at,
        last_active_at=session.last_active_at,
        expires_at=min(session.expires_at, session.created_at + rules.absolute),
        revoked_at=session.revoked_at,
        idle_limit=rules.idle,
    )
