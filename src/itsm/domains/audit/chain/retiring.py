"""Let old months go when the time they are kept is over, write them down elsewhere, and sign that it was so.

A block may hold entries of two months, and a long transaction's entries are sealed late. Only blocks that end before
the month does are given up; what is in later blocks is carried over into a small partition and goes with the next
month. So the trail that is left always begins with a whole block.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog
from sqlalchemy import select, text

from itsm.domains.audit.chain import engine
from itsm.domains.audit.chain.archive import Archive, write_archive, write_seals
from itsm.domains.audit.chain.keys import sealing_key
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal
from itsm.domains.audit.chain.months import Month, carried_name, oldest_to_go
from itsm.domains.audit.chain.partitions import months_of
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

log = structlog.get_logger(__name__)
_FIRST_KEPT: Final = text("SELECT min(seq) FROM audit_entries WHERE recorded_at >= :upper")
_LAST_BLOCK: Final = text("""
    SELECT max(number) FROM audit_seals WHERE number < coalesce(
        (SELECT number FROM audit_seals WHERE number > :after AND EXISTS (SELECT FROM unnest(seqs) q WHERE q >= :seq)
         ORDER BY number LIMIT 1), 9223372036854775807)
""")
_LET_GO: Final = text("SELECT audit_entries_let_go(:gone, :called, :upper, :after, :number)")


async def retire_entries(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Let the oldest month go that ended before ITSM_AUDIT_KEEP_DAYS; the chain itself stays.

    Goes on in another job while there is more. No arguments.
    """
    del args
    keep = timedelta(days=get_settings().audit_keep_days)
    gone = oldest_to_go(await months_of(work.session), work.now - keep)
    if not gone:
        return
    upper = gone[-1].upper
    after = await last_retired(work.session)
    block = await _last_block(work.session, after, upper)
    if block is None:
        return  # not one block ends before the month does: nothing is given up that is not sealed
    archive = await write_archive(work.session, gone[0].lower, upper, after=after, number=block.number)
    carried = await _let_go(work.session, gone, upper, after=after, number=block.number)
    note = _note(work.now, block, upper, archive)
    await write_seals(work.session, note, bytes(block.mac), after=after)
    work.session.add(note)
    log.info("audit.let_go", months=[month.name for month in gone], block=block.number, carried=carried)
    work.defer("audit.retire", {})


async def last_retired(session: AsyncSession) -> int:
    """Return the last block whose entries were let go, 0 where none were."""
    number = select(AuditRetirement.number).order_by(AuditRetirement.number.desc()).limit(1)
    return await session.scalar(number) or 0


async def _last_block(session: AsyncSession, after: int, upper: datetime) -> AuditSeal | None:
    """Return the last block after `after` all of whose entries were recorded before `upper`."""
    first = (await session.execute(_FIRST_KEPT, {"upper": upper})).scalar_one()
    values = {"after": after, "seq": first if first is not None else 2**63 - 1}
    number = (await session.execute(_LAST_BLOCK, values)).scalar_one()
    return await session.get(AuditSeal, number) if number is not None and number > after else None


async def _let_go(session: AsyncSession, gone: list[Month], upper: datetime, *, after: int, number: int) -> int:
    values = {
        "gone": [month.name for month in gone],
        "called": carried_name(upper),
        "upper": upper,
        "after": after,
        "number": number,
    }
    return int((await session.execute(_LET_GO, values)).scalar_one())


def _note(now: datetime, block: AuditSeal, upper: datetime, archive: Archive | None) -> AuditRetirement:
    key = sealing_key()
    note = AuditRetirement(
        number=block.number,
        key_id=engine.key_id(key),
        at=now,
        until=upper,
        archive=archive.name if archive else None,
        archive_sha256=archive.sha256 if archive else None,
    )
    note.mac = engine.retirement_mac(key, block.number, bytes(block.mac), note.signed())
    return note
