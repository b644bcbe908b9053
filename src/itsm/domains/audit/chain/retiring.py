"""Let old entries go when the time they are kept is over, and sign that it was so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, text

from itsm.domains.audit.chain import engine
from itsm.domains.audit.chain.keys import sealing_key
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

_BLOCKS: Final = 500
# The trigger of the table lets go only what is older than a year, and only in a transaction that says so.
_ALLOW: Final = text("SELECT set_config('itsm.audit_retention', 'on', true)")
_DELETE: Final = text("DELETE FROM audit_entries WHERE seq = ANY(:seqs)")


async def retire_entries(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Delete the entries of whole blocks older than ITSM_AUDIT_KEEP_DAYS; the chain itself stays.

    Goes on in another job while there is more. No arguments.
    """
    del args
    keep = timedelta(days=get_settings().audit_keep_days)
    blocks = await _old_blocks(work, work.now - keep)
    if not blocks:
        return
    await work.session.execute(_ALLOW)
    await work.session.execute(_DELETE, {"seqs": [seq for block in blocks for seq in block.seqs]})
    last, key = blocks[-1], sealing_key()
    mac = engine.retirement_mac(key, last.number, bytes(last.mac))
    work.session.add(AuditRetirement(number=last.number, key_id=engine.key_id(key), mac=mac, at=work.now))
    if len(blocks) == _BLOCKS:
        work.defer("audit.retire", {})


async def _old_blocks(work: UnitOfWork, before: datetime) -> list[AuditSeal]:
    """Return the next blocks in order whose entries are all older; a younger block ends the list."""
    last = await work.session.scalar(select(AuditRetirement.number).order_by(AuditRetirement.number.desc()).limit(1))
    found = await work.session.scalars(
        select(AuditSeal).where(AuditSeal.number > (last or 0)).order_by(AuditSeal.number).limit(_BLOCKS)
    )
    old: list[AuditSeal] = []
    for block in found:
        if block.last_at >= before:
            break
        old.append(block)
    return old
