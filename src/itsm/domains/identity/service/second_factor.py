"""A signed-in person's second factor: set up, turn off, new recovery codes; and an administrator's reset."""

from uuid import UUID

from itsm.domains.identity.api_tokens.service import revoke_tokens
from itsm.domains.identity.attempts import forget_attempts, person_key, reserve_attempt
from itsm.domains.identity.engine import LONGEST_CODE_DELAY
from itsm.domains.identity.enums import EndReason
from itsm.domains.identity.events import RecoveryCodesMade, SecondFactorOff, SecondFactorOn, SecondFactorReset
from itsm.domains.identity.factors import (
    begin_factor,
    codes_left,
    confirm_factor,
    confirmed_factor,
    remove_factor,
    replace_codes,
)
from itsm.domains.identity.queries import Account, lock_account
from itsm.domains.identity.rules import sign_in_rules
from itsm.domains.identity.schemas import Enrolment, SecondFactorRead
from itsm.domains.identity.service.steps import enrolment
from itsm.domains.identity.sessions import end_sessions
from itsm.domains.users import api as users
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Conflict, Invalid, NotFound, Unauthorized
from itsm.platform.work import UnitOfWork, open_work


async def read_factor(actor: Actor) -> SecondFactorRead:
    """Return the caller's second factor, and whether their role demands one."""
    if actor.id is None:
        raise Unauthorized
    async with get_database().reading() as session:
        factor = await confirmed_factor(session, actor.id)
        return SecondFactorRead(
            is_on=factor is not None,
            since=factor.confirmed_at if factor else None,
            recovery_codes_left=await codes_left(session, actor.id),
            is_demanded=actor.role in (await sign_in_rules(session)).second_step_roles,
        )


async def begin_enrolment(work: UnitOfWork) -> Enrolment:
    """Return a new seed for the caller; raise `Conflict` where a factor is on: it is turned off first."""
    me = await _me(work)
    if await confirmed_factor(work.session, me.user_id) is not None:
        raise Conflict("Your second step is on already.", code="second_factor_on")
    return enrolment(await begin_factor(work, me.user_id), me.email)


async def confirm_enrolment(actor: Actor, code: str) -> list[str]:
    """Make the caller's new factor count; their other sessions end. Returns the recovery codes.

    Raises `Invalid` naming `code`, `RateLimited` (429).
    """
    if actor.id is None:
        raise Unauthorized
    counter = person_key("enrol", actor.id)
    async with open_work(actor) as work:
        await reserve_attempt(work, counter, longest=LONGEST_CODE_DELAY)
    async with open_work(actor) as work:
        me = await _me(work)
        codes = await confirm_factor(work, me.user_id, code)
        if codes is None:
            raise Invalid.field("code", "This code is not right. Is the clock of your phone?", "wrong_code")
        await forget_attempts(work, counter)
        await end_sessions(work, me.user_id, EndReason.SECOND_FACTOR_CHANGED, except_id=actor.session_id)
        work.record(SecondFactorOn(subject_id=me.user_id, summary=f"{me.name}: second step set up"))
    return codes


async def turn_off(work: UnitOfWork) -> None:
    """Turn the caller's second factor off; raise `Conflict` where their role demands one, or there is none."""
    me = await _me(work)
    if me.role in (await sign_in_rules(work.session)).second_step_roles:
        raise Conflict("Your role needs a second step.", code="second_factor_demanded")
    if not await remove_factor(work, me.user_id):
        raise Conflict("Your second step is off already.", code="second_factor_off")
    await end_sessions(work, me.user_id, EndReason.SECOND_FACTOR_CHANGED, except_id=work.actor.session_id)
    work.record(SecondFactorOff(subject_id=me.user_id, summary=f"{me.name}: second step turned off"))


async def make_recovery_codes(work: UnitOfWork) -> list[str]:
    """Replace the caller's recovery codes; raise `Conflict` without a second factor."""
    me = await _me(work)
    if await confirmed_factor(work.session, me.user_id) is None:
        raise Conflict("Your second step is off.", code="second_factor_off")
    codes = await replace_codes(work, me.user_id)
    work.record(RecoveryCodesMade(subject_id=me.user_id, summary=f"{me.name}: new recovery codes"))
    return codes


async def reset_factor(work: UnitOfWork, user_id: UUID) -> None:
    """Take somebody's second factor away as an administrator; their sessions end.

    Raises `NotFound`, `Conflict` where there is none.
    """
    work.actor.require("users.manage")
    person = await lock_account(work.session, user_id, to_write=True)
    if person is None:
        raise NotFound
    await users.require_reach(work, user_id)
    if not await remove_factor(work, user_id):
        raise Conflict("This person has no second step.", code="second_factor_off")
    await end_sessions(work, user_id, EndReason.SECOND_FACTOR_CHANGED)
    await revoke_tokens(work, user_id, EndReason.SECOND_FACTOR_CHANGED)
    work.record(SecondFactorReset(subject_id=user_id, summary=f"Second step of {person.name} reset"))


async def _me(work: UnitOfWork) -> Account:
    """Return the caller's account, held until the commit."""
    person = await lock_account(work.session, work.actor.id, to_write=True) if work.actor.id else None
    if person is None:
        raise Unauthorized
    return person
