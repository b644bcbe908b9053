"""The steps of a sign-in: after the first one a session, or a code first.

Every way to sign in (password, identity provider) comes here with a person it vouches for, and nothing else begins a
session: so each of them asks for the second step alike (ASVS 6.3.4). Password reset and invitation give no session.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import delete

from itsm.domains.identity.attempts import forget_attempts, person_key, reserve_attempt
from itsm.domains.identity.codes import seed_address
from itsm.domains.identity.engine import FREE_ATTEMPTS, LONGEST_CODE_DELAY
from itsm.domains.identity.errors import CodeRefused, StepEnded
from itsm.domains.identity.events import CodesGuessed, FirstStepTaken, SecondFactorOn, SignedIn, SignInFailed
from itsm.domains.identity.factors import begin_factor, confirm_factor, confirmed_factor, spend_code
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import SignInStep
from itsm.domains.identity.queries import Account, account, lock_account
from itsm.domains.identity.rules import sign_in_rules
from itsm.domains.identity.schemas import Enrolment
from itsm.domains.identity.secret_values import device_cookie, device_nonce, digest, new_nonce, new_refresh_token
from itsm.domains.identity.sessions import IssuedTokens, actor_of, begin_session
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.pictures.qr import qr_code
from itsm.platform.work import UnitOfWork, open_work

# Time to find the phone, or to install an app.
STEP_LIFETIME: Final = timedelta(minutes=10)
# Then the password is asked for again, which has a brake of its own.
_WRONG_CODES: Final = 5


@dataclass(frozen=True, slots=True)
class SignedInBrowser:
    """What a browser gets when its person signed in."""

    tokens: IssuedTokens
    device_cookie: str
    recovery_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingStep:
    """What a browser gets when a code is still asked for: the value of its cookie."""

    secret: str
    next: Literal["code", "enrol"]
    expires_at: datetime


async def pass_first_step(
    work: UnitOfWork, person: Account, *, method: str, device: bytes | None
) -> SignedInBrowser | PendingStep:
    """Begin the session of a locked account that was vouched for, or ask this browser for a code."""
    has_factor = await confirmed_factor(work.session, person.user_id) is not None
    rules = await sign_in_rules(work.session)
    if not has_factor and person.role not in rules.second_step_roles:
        return await _begin(work, person, method=method, device=device)
    secret = new_refresh_token()
    expires_at = work.now + STEP_LIFETIME
    work.session.add(
        SignInStep(
            digest=digest(secret),
            user_id=person.user_id,
            authority_version=person.authority_version,
            method=method,
            failures=0,
            expires_at=expires_at,
        )
    )
    work.record(
        FirstStepTaken(
            subject_id=person.user_id, method=method, summary=f"{person.name}: first step of sign-in ({method})"
        )
    )
    return PendingStep(secret, "code" if has_factor else "enrol", expires_at)


async def finish_with_code(caller: Actor, *, secret: str | None, code: str, device: str | None) -> SignedInBrowser:
    """Begin the session that a first step in this browser leads to, with a code.

    Raises `StepEnded`, `CodeRefused` (401), `RateLimited` (429). The refusal is counted and audited first.
    """
    step, person = await _open_step(secret)
    nonce = device_nonce(key("device"), device, user_id=person.user_id)
    counter = person_key("code", person.user_id, nonce)
    failures = await _count(caller, counter)
    signed_in = None
    async with open_work(actor_of(person, caller)) as work:
        present, open_step = await _locked(work, step)
        kind = await spend_code(work, present.user_id, code)
        if kind is None:
            _refuse(work, present, open_step, failures)
        else:
            await forget_attempts(work, counter)
            await work.session.delete(open_step)
            signed_in = await _begin(work, present, method=f"{open_step.method}+{kind}", device=nonce)
    if signed_in is None:
        raise CodeRefused
    return signed_in


async def enrol_in_step(caller: Actor, *, secret: str | None) -> Enrolment:
    """Return a new seed for somebody whose role demands a second step and who has none. Raises `StepEnded`."""
    step, person = await _open_step(secret)
    async with open_work(actor_of(person, caller)) as work:
        present, _ = await _locked(work, step)
        if await confirmed_factor(work.session, present.user_id) is not None:
            raise StepEnded
        return enrolment(await begin_factor(work, present.user_id), present.email)


async def finish_enrolment(caller: Actor, *, secret: str | None, code: str, device: str | None) -> SignedInBrowser:
    """Make the new factor count by a code of it, and begin the session. Raises like `finish_with_code`."""
    step, person = await _open_step(secret)
    nonce = device_nonce(key("device"), device, user_id=person.user_id)
    failures = await _count(caller, person_key("code", person.user_id, nonce))
    signed_in = None
    async with open_work(actor_of(person, caller)) as work:
        present, open_step = await _locked(work, step)
        codes = await confirm_factor(work, present.user_id, code)
        if codes is None:
            _refuse(work, present, open_step, failures)
        else:
            await forget_attempts(work, person_key("code", present.user_id, nonce))
            await work.session.delete(open_step)
            work.record(SecondFactorOn(subject_id=present.user_id, summary=f"{present.name}: second step set up"))
            signed_in = await _begin(
                work, present, method=f"{open_step.method}+code", device=nonce, recovery_codes=tuple(codes)
            )
    if signed_in is None:
        raise CodeRefused
    return signed_in


def enrolment(seed: str, email: str) -> Enrolment:
    """Return a seed in every form an authenticator app takes."""
    address = seed_address(seed, email)
    drawn = qr_code(address)
    return Enrolment(secret=seed, address=address, qr_size=drawn.size, qr_path=drawn.path)


async def _open_step(secret: str | None) -> tuple[bytes, Account]:
    """Return the digest of a first step taken in this browser and its person; raise `StepEnded`."""
    if not secret:
        raise StepEnded
    async with get_database().reading() as session:
        step = await session.get(SignInStep, digest(secret))
        person = await account(session, step.user_id) if step else None
    if step is None or person is None:
        raise StepEnded
    return step.digest, person


async def _count(caller: Actor, counter: bytes) -> int:
    async with open_work(caller) as work:
        return await reserve_attempt(work, counter, longest=LONGEST_CODE_DELAY)


async def _locked(work: UnitOfWork, step: bytes) -> tuple[Account, SignInStep]:
    """Return person and step as of now, held until the commit; raise `StepEnded` where either has changed."""
    found = await work.session.get(SignInStep, step, with_for_update=True, populate_existing=True)
    person = await lock_account(work.session, found.user_id) if found else None
    if found is None or person is None or not person.is_active or found.expires_at <= work.now:
        raise StepEnded
    if found.authority_version != person.authority_version or found.failures >= _WRONG_CODES:
        raise StepEnded
    return person, found


def _refuse(work: UnitOfWork, person: Account, step: SignInStep, failures: int) -> None:
    step.failures += 1
    work.record(
        SignInFailed(
            subject_id=person.user_id,
            failures=failures,
            reason="code",
            summary=f"Sign-in refused: wrong code ({failures} in a row)",
        )
    )
    if failures == FREE_ATTEMPTS:
        work.record(CodesGuessed(subject_id=person.user_id, summary=f"Wrong codes after {person.name}'s password"))


async def _begin(
    work: UnitOfWork, person: Account, *, method: str, device: bytes | None, recovery_codes: tuple[str, ...] = ()
) -> SignedInBrowser:
    tokens = await begin_session(work, person)
    work.record(
        SignedIn(
            subject_id=person.user_id,
            session_id=tokens.session_id,
            method=method,
            summary=f"{person.name} signed in",
        )
    )
    marked = device_cookie(key("device"), user_id=person.user_id, nonce=device or new_nonce())
    return SignedInBrowser(tokens, marked, recovery_codes)


async def purge_steps(work: UnitOfWork) -> None:
    """Delete sign-ins that were never finished."""
    await work.session.execute(delete(SignInStep).where(SignInStep.expires_at < work.now))
