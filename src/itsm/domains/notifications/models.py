"""The table of deliveries: what was to be told to whom, and what became of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Enum, Index, SmallInteger, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.notifications.enums import Channel, DeliveryState
from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class Delivery(Base):
    """One message for one person. (event, person, channel) is unique, so nobody is told a thing twice.

    The rendered mail is kept as it was written. A link that opens an account is never part of it:
    `secret_link_id` names it and it is put in place while sending. `attachment_id` names a file that goes with it.
    `send_after`: kept back until then by its reader's quiet hours or digest.
    `ambiguous_sends` counts attempts of which nobody can know whether the mail arrived (RFC 1047).
    """

    __tablename__ = "deliveries"

    id: Mapped[UUID] = uuid_pk()
    event_id: Mapped[UUID]
    recipient_id: Mapped[UUID]
    channel: Mapped[Channel] = mapped_column(Enum(Channel, native_enum=False, length=10, values_callable=list))
    address: Mapped[str]
    recipient_name: Mapped[str]
    template: Mapped[str]
    locale: Mapped[str]
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str]
    message_id: Mapped[str]
    thread_key: Mapped[str | None]
    is_for_staff: Mapped[bool] = mapped_column(server_default="false")
    secret_link_id: Mapped[UUID | None]
    attachment_id: Mapped[UUID | None]
    state: Mapped[DeliveryState] = mapped_column(
        Enum(DeliveryState, native_enum=False, length=10, values_callable=list)
    )
    attempts: Mapped[int] = mapped_column(SmallInteger)
    ambiguous_sends: Mapped[int] = mapped_column(SmallInteger)
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    sending_at: Mapped[datetime | None] = utc_datetime()
    sent_at: Mapped[datetime | None] = utc_datetime()
    send_after: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id", "channel"),
        Index("ix_deliveries_recipient_id", "recipient_id", "id"),
        Index("ix_deliveries_unfinished", "state", "id", postgresql_where=sql("state NOT IN ('sent', 'kept')")),
        Index("ix_deliveries_held", "send_after", postgresql_where=sql("state = 'held'")),
        Index("ix_deliveries_ambiguous", "id", postgresql_where=sql("ambiguous_sends > 0")),
        Index("ix_deliveries_created_at", "created_at", postgresql_using="brin"),
    )
