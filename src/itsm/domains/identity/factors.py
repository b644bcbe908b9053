"""A person's second factor as rows: begin, confirm, spend a code, take away."""

from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.identity.codes import matching_step, new_recovery_codes, new_seed, recovery_digest
from itsm.domains.identity.events import RecoveryCodeUsed
from itsm.domains.identity.keys import key
from itsm.domains.identity.models import RecoveryCode, SecondFactor
from itsm.domains.identity.sealing import seal, unseal
from itsm.platform.work import UnitOfWork


async def confirmed_factor(session: AsyncSession, user_id: UUID) -> SecondFactor | None:
    """Return the second factor of a person, or None while none counts."""
    factor = await session.get(SecondFactor, user_id, populate_existing=True)
    return factor if factor is not None and factor.confirmed_at is not None else None


async def codes_left(session: AsyncSession, user_id: UUID) -> int:
    """Return how many recovery codes of a person were not used."""
    unused = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return await session.scalar(unused) or 0


async def begin_factor(work: UnitOfWork, user_id: UUID) -> str:
    """Store a new seed, not yet counting, in the place of one that did not count either; return it."""
    seed = new_seed()
    await work.session.execute(
        delete(SecondFactor).where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_(None))
    )
    work.session.add(
        SecondFactor(
            user_id=user_id,
            sealed=seal("second-factor", seed, user_id.bytes),
            created_at=work.now,
            confirmed_at=None,
            last_step=0,
        )
    )
    await work.session.flush()
    return seed


async def confirm_factor(work: UnitOfWork, user_id: UUID, code: str) -> list[str] | None:
    """Make a begun factor count by a code made from it; return recovery codes, or None where the code is wrong."""
    factor = await work.session.get(SecondFactor, user_id, with_for_update=True, populate_existing=True)
    if factor is None or factor.confirmed_at is not None:
        return None
    step = _step(factor, code, work)
    if step is None:
        return None
    factor.confirmed_at, factor.last_step = work.now, step
    return await replace_codes(work, user_id)


async def replace_codes(work: UnitOfWork, user_id: UUID) -> list[str]:
    """Store new recovery codes in the place of the earlier ones; return them, this once."""
    codes = new_recovery_codes()
    await work.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    work.session.add_all(RecoveryCode(user_id=user_id, digest=_digest(user_id, code)) for code in codes)
    await work.session.flush()
    return codes


async def spend_code(work: UnitOfWork, user_id: UUID, code: str) -> str | None:
    """Use a code up; return what it was, `code` or `recovery_code`, or None where it is wrong or was used.

    The row is locked: of two at once with one code, one finds it spent (ASVS 6.5.1).
    """
    factor = await work.session.get(SecondFactor, user_id, with_for_update=True, populate_existing=True)
    if factor is None or factor.confirmed_at is None:
        return None
    step = _step(factor, code, work)
    if step is not None and step > factor.last_step:
        factor.last_step = step
        return "code"
    return "recovery_code" if await _spend_recovery(work, user_id, code) else None


async def remove_factor(work: UnitOfWork, user_id: UUID) -> bool:
    """Take seed and recovery codes away; return False where there was no factor that counted."""
    removed = await work.session.execute(
        delete(SecondFactor).where(SecondFactor.user_id == user_id).returning(SecondFactor.confirmed_at)
    )
    confirmed_at = removed.scalar_one_or_none()
    await work.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    return confirmed_at is not None


async def _spend_recovery(work: UnitOfWork, user_id: UUID, code: str) -> bool:
    spent = await work.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user_id,
            RecoveryCode.digest == _digest(user_id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=work.now)
        .returning(RecoveryCode.user_id)
    )
    if spent.scalar_one_or_none() is None:
        return False
    left = await codes_left(work.session, user_id)
    work.record(RecoveryCodeUsed(subject_id=user_id, left=left, summary=f"A recovery code was used, {left} left"))
    return True


def _step(factor: SecondFactor, code: str, work: UnitOfWork) -> int | None:
    seed = unseal("second-factor", factor.sealed, factor.user_id.bytes)
    return matching_step(seed, code, work.now) if seed else None


def _digest(user_id: UUID, code: str) -> bytes:
    return recovery_digest(key("recovery-code"), user_id, code)
