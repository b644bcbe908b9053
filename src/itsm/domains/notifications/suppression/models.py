"""The table of addresses that get no mail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.notifications.enums import Cause
from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class SuppressedAddress(Base):
    """An address in small letters, and why no mail goes there. Lifted ones stay, so that old news do nothing.

    `delivery_id`: the mail that came back. `added_by`: the administrator's name; null where a mail server said it.
    """

    __tablename__ = "suppressed_addresses"

    id: Mapped[UUID] = uuid_pk()
    address: Mapped[str] = mapped_column(unique=True)
    cause: Mapped[Cause] = mapped_column(Enum(Cause, native_enum=False, length=12, values_callable=list))
    detail: Mapped[str]
    delivery_id: Mapped[UUID | None]
    added_by: Mapped[str | None]
    suppressed_at: Mapped[datetime] = utc_datetime(nullable=False)
    lifted_at: Mapped[datetime | None] = utc_datetime()
    lifted_by: Mapped[str | None]
