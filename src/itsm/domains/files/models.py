"""Table of files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.files.engine.names import NAME_MAX
from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class StoredFile(Base):
    """One file. `key` is its place in storage, `name` what its sender called it, `media_type` what it is.

    `owner_type` and `owner_id` say what it belongs to. A row never changes but for `scan_state`.
    """

    __tablename__ = "stored_files"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(100))
    scan_state: Mapped[str] = mapped_column(String(20))
    owner_type: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint("size_bytes > 0", name="size_positive"),
        Index("ix_stored_files_owner", "owner_id", "owner_type"),
    )
