"""Tables of webhooks and of what was sent to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.webhooks.enums import WebhookState
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk


class Webhook(Timestamped, Base):
    """An address that hears events. `failing_since`: no attempt has succeeded since the one that failed then."""

    __tablename__ = "webhooks"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(80))
    url: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(Text))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_secret_until: Mapped[datetime | None] = utc_datetime()
    is_active: Mapped[bool] = mapped_column(server_default="true")
    failing_since: Mapped[datetime | None] = utc_datetime()
    disabled_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class WebhookDelivery(Base):
    """One event for one webhook, with what the last attempt brought. `body` is what is signed and sent."""

    __tablename__ = "webhook_deliveries"

    id: Mapped[UUID] = uuid_pk()
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event_id: Mapped[UUID]
    event: Mapped[str]
    body: Mapped[str]
    state: Mapped[WebhookState] = mapped_column(Enum(WebhookState, native_enum=False, length=10, values_callable=list))
    attempts: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[str | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    finished_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index("ix_webhook_deliveries_webhook_id", "webhook_id", "id"),
        Index("ix_webhook_deliveries_created_at", "created_at", postgresql_using="brin"),
    )
