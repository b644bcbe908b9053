"""Sign in with address and password.

Three steps, because hashing takes 70 ms and must hold neither a connection nor a lock: count the attempt and
read the account; verify; then, in one commit, begin the session (or ask for a code) or record the refusal. Unknown
addresses, wrong passwords and inactive accounts take the same steps and the same time and get the same answer (S37).
"""

from dataclasses import dataclass

from itsm.domains.identity.attempts import attempt_key, forget_attempts, reserve_attempt
from itsm.domains.identity.errors import SignInRefused
from itsm.domains.identity.events import NOBODY, SignInFailed
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import Credential
from itsm.domains.identity.passwords import hash_password, needs_rehash, verify_password
from itsm.domains.identity.queries import Account, account_by_email, lock_account
from itsm.domains.identity.secret_values import device_nonce
from itsm.domains.identity.service.steps import PendingStep, SignedInBrowser, pass_first_step
from itsm.domains.identity.sessions import actor_of
from itsm.platform.actor import Actor
from itsm.platform.work import UnitOfWork, open_work


@dataclass(frozen=True, slots=True)
class _Attempt:
    counter: bytes
    failures: int
    account: Account | None
    device: bytes | None


async def sign_in(caller: Actor, *, email: str, password: str, device: str | None) -> SignedInBrowser | PendingStep:
    """Begin a session, or ask for a code; `caller` is nobody, with address and browser.

    Raises `SignInRefused` (401), `RateLimited` (429) when this account is being guessed at.
    """
    attempt = await _count(caller, email, device)
    found = attempt.account
    is_right = await verify_password(found.password_hash if found else None, password)
    if found is None or not is_right or not found.is_active:
        await _refuse(caller, attempt, "unknown" if found is None else "inactive" if is_right else "password")
        raise SignInRefused
    stronger = await hash_password(password) if needs_rehash(found.password_hash or "") else None
    return await _begin(caller, attempt, found, stronger)


async def _count(caller: Actor, email: str, device: str | None) -> _Attempt:
    async with open_work(caller) as work:
        found = await account_by_email(work.session, email)
        nonce = device_nonce(key("device"), device, user_id=found.user_id) if found else None
        counter = attempt_key(email, nonce)
        failures = await reserve_attempt(work, counter)
    return _Attempt(counter, failures, found, nonce)


async def _refuse(caller: Actor, attempt: _Attempt, reason: str) -> None:
    """Record the refusal. The reason goes to the audit trail, never to the caller."""
    async with open_work(caller) as work:
        work.record(
            SignInFailed(
                subject_id=attempt.account.user_id if attempt.account else NOBODY,
                failures=attempt.failures,
                reason=reason,
                summary=f"Sign-in refused ({attempt.failures} in a row)",
            )
        )


async def _begin(
    caller: Actor, attempt: _Attempt, verified: Account, stronger: str | None
) -> SignedInBrowser | PendingStep:
    """Begin the session or ask for a code, unless the account changed while the password was being checked."""
    async with open_work(actor_of(verified, caller)) as work:
        present = await lock_account(work.session, verified.user_id)
        if present is None or not present.is_active or present.password_hash != verified.password_hash:
            raise SignInRefused
        await forget_attempts(work, attempt.counter)
        if stronger is not None:
            await _store_stronger(work, present, stronger)
        return await pass_first_step(work, present, method="password", device=attempt.device)


async def _store_stronger(work: UnitOfWork, account: Account, stronger: str) -> None:
    credential = await work.session.get_one(Credential, account.user_id)
    credential.password_hash = stronger
