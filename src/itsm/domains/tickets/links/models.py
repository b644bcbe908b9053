"""Table of links between tickets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.links.enums import LinkKind
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

_KINDS = ", ".join(repr(kind.value) for kind in LinkKind)


class TicketLink(Base):
    """`source` is `kind` of `target`. A mere relation is stored with the smaller id as source, so once."""

    __tablename__ = "ticket_links"

    id: Mapped[UUID] = uuid_pk()
    source_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    target_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[str]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        UniqueConstraint("source_id", "target_id", "kind"),
        CheckConstraint("source_id <> target_id", name="not_to_itself"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_known"),
        CheckConstraint("kind <> 'related' OR source_id < target_id", name="related_once"),
        Index("ix_ticket_links_target", "target_id"),
        # A ticket has one parent.
        Index("uq_ticket_links_parent", "target_id", unique=True, postgresql_where=text("kind = 'parent_of'")),
    )
