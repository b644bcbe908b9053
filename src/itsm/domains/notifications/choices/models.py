"""Tables of what people chose, and of what they muted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Enum, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.notifications.engine.choosing import Digest, Preset
from itsm.platform.db.base import Base, utc_datetime


class ChoicesRow(Base):
    """What one person chose; nobody has a row until they choose. `own`: kind → {bell, email}."""

    __tablename__ = "notification_choices"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    preset: Mapped[Preset] = mapped_column(Enum(Preset, native_enum=False, length=10, values_callable=list))
    own: Mapped[dict[str, Any]]
    quiet_from: Mapped[int | None] = mapped_column(SmallInteger)
    quiet_to: Mapped[int | None] = mapped_column(SmallInteger)
    quiet_weekends: Mapped[bool]
    digest: Mapped[Digest] = mapped_column(Enum(Digest, native_enum=False, length=10, values_callable=list))
    digest_at: Mapped[int] = mapped_column(SmallInteger)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)


class Mute(Base):
    """A conversation somebody does not want to hear of."""

    __tablename__ = "notification_mutes"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_key: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
