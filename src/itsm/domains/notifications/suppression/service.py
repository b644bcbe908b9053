"""Use cases: no more mail to an address, mail to it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.notifications.enums import Cause
from itsm.domains.notifications.suppression.events import AddressSuppressed, SuppressionLifted
from itsm.domains.notifications.suppression.models import SuppressedAddress
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id
from itsm.platform.mail.message import UnsafeMailError, check_address

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

PERMISSION: Final = "ops.manage"
_WORDS: Final = {
    Cause.BOUNCED: "No mail goes to this address: mails to it came back",
    Cause.COMPLAINED: "No mail goes to this address: its owner called a mail of ours spam",
    Cause.UNSUBSCRIBED: "No mail goes to this address: its owner wants none",
    Cause.ADDED: "No mail goes to this address, as an administrator said",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An address and why it gets no mail. `said_at`: when the other side said so; None: now."""

    address: str
    cause: Cause
    detail: str
    delivery_id: UUID | None = None
    added_by: str | None = None
    said_at: datetime | None = None


def in_words(found: SuppressedAddress) -> str:
    """Return why a mail was not sent, for the outbox."""
    return f"{_WORDS[found.cause]}. {found.detail}".strip()


async def suppress(work: UnitOfWork, new: Suppression) -> bool:
    """Send an address no more mail; tell whether that is news. What was said before it was last lifted is none."""
    said_at = new.said_at or work.now
    row = {
        "id": new_id(),
        "address": new.address.lower(),
        "cause": new.cause,
        "detail": new.detail,
        "delivery_id": new.delivery_id,
        "added_by": new.added_by,
        "suppressed_at": work.now,
        "lifted_at": None,
        "lifted_by": None,
    }
    added = insert(SuppressedAddress).values(row)
    anew = added.on_conflict_do_update(
        index_elements=["address"],
        # A new id, too: the list is in the order of ids.
        set_={name: added.excluded[name] for name in row if name != "address"},
        where=SuppressedAddress.lifted_at < said_at,
    )
    suppressed_id = await work.session.scalar(anew.returning(SuppressedAddress.id))
    if suppressed_id is None:
        return False
    work.record(
        AddressSuppressed(
            subject_id=suppressed_id,
            address=new.address.lower(),
            cause=new.cause,
            summary=f"No more mail to {new.address.lower()}: {new.detail or new.cause}",
        )
    )
    return True


async def add_suppression(work: UnitOfWork, address: str, reason: str) -> SuppressedAddress:
    """Send an address no more mail because an administrator says so.

    Raises Forbidden (403), Invalid (422) for what is no address, Conflict (409) where it gets none already.
    """
    work.actor.require(PERMISSION)
    try:
        check_address(address)
    except UnsafeMailError as error:
        raise Invalid.field("address", "is not an address mail can be sent to", "bad_address") from error
    new = Suppression(address=address, cause=Cause.ADDED, detail=reason, added_by=work.actor.name)
    if not await suppress(work, new):
        raise Conflict("No mail goes to this address already.")
    query = select(SuppressedAddress).where(SuppressedAddress.address == address.lower())
    return (await work.session.scalars(query.execution_options(populate_existing=True))).one()


async def lift_suppression(work: UnitOfWork, suppression_id: UUID) -> SuppressedAddress:
    """Let mail go to an address again. Raises Forbidden (403), NotFound (404), Conflict (409) where it was lifted."""
    work.actor.require(PERMISSION)
    found = await work.session.get(SuppressedAddress, suppression_id, with_for_update=True)
    if found is None:
        raise NotFound
    if found.lifted_at is not None:
        raise Conflict("Mail goes to this address again already.")
    found.lifted_at, found.lifted_by = work.now, work.actor.name
    work.record(
        SuppressionLifted(
            subject_id=found.id,
            address=found.address,
            cause=found.cause,
            changes={"lifted_at": (None, work.now)},
            summary=f"Let mail go to {found.address} again",
        )
    )
    return found
