"""Reading deliveries, for the outbox page and for the health page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import defer

from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import mail_room
from itsm.domains.notifications.rendering import Rendered, insert_secret, secret_marker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

COUNT_LIMIT: Final = 10_000
"""Beyond this many, a total is only said to be at least this."""


@dataclass(frozen=True, kw_only=True)
class DeliveryFilter:
    """What to look for; None matches everything. `text` is looked for in address and subject."""

    states: Sequence[DeliveryState] = ()
    template: str | None = None
    recipient_id: UUID | None = None
    is_ambiguous: bool | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class MailBacklog:
    """What is still to be mailed, and what could not be."""

    queued: int
    failed: int
    ambiguous: int
    oldest_queued_at: datetime | None


async def search_deliveries(
    session: AsyncSession, wanted: DeliveryFilter, *, limit: int, before: UUID | None = None
) -> list[Delivery]:
    """Return deliveries without their bodies, newest first, below id `before`."""
    query = select(Delivery).options(defer(Delivery.html), defer(Delivery.text)).where(*_conditions(wanted))
    if before is not None:
        query = query.where(Delivery.id < before)
    return list(await session.scalars(query.order_by(Delivery.id.desc()).limit(limit)))


async def count_deliveries(session: AsyncSession, wanted: DeliveryFilter) -> tuple[int, bool]:
    """Return how many deliveries match, at most `COUNT_LIMIT`, and whether there are more."""
    some = select(Delivery.id).where(*_conditions(wanted)).limit(COUNT_LIMIT + 1).subquery()
    found = (await session.execute(select(func.count()).select_from(some))).scalar_one()
    return min(found, COUNT_LIMIT), found > COUNT_LIMIT


async def get_delivery(session: AsyncSession, delivery_id: UUID) -> Delivery | None:
    """Return one delivery with its bodies, or None."""
    return await session.get(Delivery, delivery_id)


async def shown_mail(session: AsyncSession, delivery: Delivery) -> Rendered:
    """Return a mail as the outbox shows it.

    A link that opens an account is shown only where no mail server is configured, for there the outbox is
    the only place to find it; elsewhere it was in the mail alone.
    """
    rendered = Rendered(delivery.subject, delivery.html, delivery.text)
    room = mail_room()
    if delivery.secret_link_id is None or not room.is_outbox_only:
        return rendered
    url = await room.secret_links(session, delivery.secret_link_id)
    marker = secret_marker(room.public_url, delivery.secret_link_id)
    return insert_secret(rendered, marker, url or f"{room.public_url}/login")


async def mail_backlog(session: AsyncSession) -> MailBacklog:
    """Return how much mail waits, was refused, or may have been sent twice (partial indexes only)."""
    waiting = Delivery.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING])
    queued, oldest = (await session.execute(select(func.count(), func.min(Delivery.created_at)).where(waiting))).one()
    failed = select(func.count()).where(Delivery.state == DeliveryState.FAILED).scalar_subquery()
    ambiguous = select(func.count()).where(Delivery.ambiguous_sends > 0).scalar_subquery()
    failed_count, ambiguous_count = (await session.execute(select(failed, ambiguous))).one()
    return MailBacklog(queued, failed_count, ambiguous_count, oldest)


def _conditions(wanted: DeliveryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(Delivery.state.in_(wanted.states))
    if wanted.template is not None:
        found.append(Delivery.template == wanted.template)
    if wanted.recipient_id is not None:
        found.append(Delivery.recipient_id == wanted.recipient_id)
    if wanted.is_ambiguous is not None:
        found.append(Delivery.ambiguous_sends > 0 if wanted.is_ambiguous else Delivery.ambiguous_sends == 0)
    if wanted.text:
        found.append(
            Delivery.address.icontains(wanted.text, autoescape=True)
            | Delivery.subject.icontains(wanted.text, autoescape=True)
        )
    return found
