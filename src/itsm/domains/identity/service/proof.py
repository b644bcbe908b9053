"""Show again that it is really you, before something that matters (ASVS 7.5.1)."""

from itsm.domains.identity.attempts import forget_attempts, person_key, reserve_attempt
from itsm.domains.identity.engine import LONGEST_CODE_DELAY
from itsm.domains.identity.events import Proved, SignInFailed
from itsm.domains.identity.factors import spend_code
from itsm.domains.identity.models import Session
from itsm.domains.identity.passwords import verify_password
from itsm.domains.identity.queries import Account, account, lock_account
from itsm.domains.identity.sessions import IssuedTokens, issue_present
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Invalid, Unauthorized
from itsm.platform.work import UnitOfWork, open_work


async def prove(actor: Actor, *, password: str | None, code: str | None) -> IssuedTokens:
    """Return a new access token that says the caller just proved who they are, by password or code.

    Raises `Invalid` naming the field that is wrong, `RateLimited` (429) when guessed at.
    """
    if actor.id is None or actor.session_id is None:
        raise Unauthorized
    if (password is None) == (code is None):
        raise Invalid.field("password", "Send a password or a code.", "required")
    counter = person_key("proof", actor.id)
    async with open_work(actor) as work:
        failures = await reserve_attempt(work, counter, longest=LONGEST_CODE_DELAY)
    verified = await _verified(actor, password) if password is not None else None
    tokens = None
    async with open_work(actor) as work:
        method = await _method(work, verified, code)
        if method is None:
            _refuse(work, failures)
        else:
            await forget_attempts(work, counter)
            tokens = await _mark(work, method)
    if tokens is None:
        field = "code" if code is not None else "password"
        raise Invalid.field(field, "This is not right.", f"wrong_{field}")
    return tokens


async def _verified(actor: Actor, password: str) -> Account | None:
    """Return the caller's account where the password is theirs. Hashing holds no connection."""
    if actor.id is None:
        return None
    async with get_database().reading() as session:
        person = await account(session, actor.id)
    is_right = await verify_password(person.password_hash if person else None, password)
    return person if is_right else None


async def _method(work: UnitOfWork, verified: Account | None, code: str | None) -> str | None:
    if work.actor.id is None:
        return None
    present = await lock_account(work.session, work.actor.id)
    if code is not None:
        return await spend_code(work, work.actor.id, code)
    is_same = verified is not None and present is not None and present.password_hash == verified.password_hash
    return "password" if is_same else None


async def _mark(work: UnitOfWork, method: str) -> IssuedTokens:
    session = await work.session.get(Session, work.actor.session_id, with_for_update=True, populate_existing=True)
    if session is None or session.user_id != work.actor.id or session.revoked_at is not None:
        raise Unauthorized
    session.proved_at = work.now
    work.record(
        Proved(
            subject_id=session.user_id, method=method, summary=f"{work.actor.name} confirmed who they are ({method})"
        )
    )
    return issue_present(session, work.now)


def _refuse(work: UnitOfWork, failures: int) -> None:
    assert work.actor.id is not None  # noqa: S101 - checked by the caller
    work.record(
        SignInFailed(
            subject_id=work.actor.id,
            failures=failures,
            reason="proof",
            summary=f"Confirmation refused ({failures} in a row)",
        )
    )
