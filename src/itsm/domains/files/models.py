"""Table of files."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, SmallInteger, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.files.engine.names import NAME_MAX
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

_HELD: Final = text("scan_state IN ('pending', 'infected', 'unscannable')")


class StoredFile(Base):
    """One file. `key` is its place in storage, `name` what its sender called it, `media_type` what it is.

    `owner_type` and `owner_id` say what it belongs to. A row never changes but for what scanning says of it:
    `scan_state`, `scan_detail` (what was found), `scan_attempts` (scans the scanner broke in). `is_opaque`: it holds
    what no scanner sees into. `preview_key`: where its small picture lies.
    """

    __tablename__ = "stored_files"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(100))
    scan_state: Mapped[str] = mapped_column(String(20))
    scan_detail: Mapped[str | None] = mapped_column(String(200))
    scan_attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    scanned_at: Mapped[datetime | None] = utc_datetime()
    is_opaque: Mapped[bool] = mapped_column(server_default=false())
    preview_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    owner_type: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint("size_bytes > 0", name="size_positive"),
        Index("ix_stored_files_owner", "owner_id", "owner_type"),
        # Few are held at any time; the administrators' list and the scanner's backlog read them.
        Index(
            "ix_stored_files_held", "id", postgresql_where=text("scan_state IN ('pending', 'infected', 'unscannable')")
        ),
        Index("ix_stored_files_not_scanned", "id", postgresql_where=text("scan_state = 'not_scanned'")),
    )


class Upload(Base):
    """A large file on its way in, for one person and one owner, until `expires_at`.

    `received_bytes` is how far it is. The row goes when it became a file, was cancelled, or expired.
    """

    __tablename__ = "uploads"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    owner_type: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    received_bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)

    __table_args__ = (
        CheckConstraint("size_bytes > 0", name="size_positive"),
        CheckConstraint("received_bytes BETWEEN 0 AND size_bytes", name="received_within"),
    )


class UploadPart(Base):
    """Bytes of an upload as they came, in storage under `key`, from `start_byte` on."""

    __tablename__ = "upload_parts"

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True)
    start_byte: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(32), unique=True)

    __table_args__ = (CheckConstraint("size_bytes > 0", name="size_positive"),)
