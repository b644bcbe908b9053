"""Reading suppressed addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select

from itsm.domains.notifications.suppression.models import SuppressedAddress

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.notifications.enums import Cause


async def suppression_of(session: AsyncSession, address: str) -> SuppressedAddress | None:
    """Return why an address gets no mail now, or None where it does."""
    query = select(SuppressedAddress).where(
        SuppressedAddress.address == address.lower(), SuppressedAddress.lifted_at.is_(None)
    )
    found: SuppressedAddress | None = await session.scalar(query)
    return found


async def search_suppressed(
    session: AsyncSession, *, cause: Cause | None, text: str | None, limit: int, before: UUID | None
) -> list[SuppressedAddress]:
    """Return addresses that get no mail now, those named last first, below id `before`."""
    query = select(SuppressedAddress).where(*_conditions(cause, text))
    if before is not None:
        query = query.where(SuppressedAddress.id < before)
    return list(await session.scalars(query.order_by(SuppressedAddress.id.desc()).limit(limit)))


async def count_suppressed(session: AsyncSession, *, cause: Cause | None, text: str | None) -> int:
    """Return how many addresses get no mail now."""
    some = select(SuppressedAddress.id).where(*_conditions(cause, text)).subquery()
    return (await session.execute(select(func.count()).select_from(some))).scalar_one()


def _conditions(cause: Cause | None, text: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [SuppressedAddress.lifted_at.is_(None)]
    if cause is not None:
        found.append(SuppressedAddress.cause == cause)
    if text:
        found.append(
            SuppressedAddress.address.icontains(text, autoescape=True)
            | SuppressedAddress.detail.icontains(text, autoescape=True)
        )
    return found
