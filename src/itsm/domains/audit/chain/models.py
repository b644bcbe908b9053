"""Tables of the seal. Like the trail itself they only grow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, CheckConstraint, Integer, LargeBinary, String, event
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk
from itsm.platform.db.tables import Xid8


class AuditSeal(Base):
    """One block of the chain.

    (`last_xid`, `last_seq`) is how far the trail was sealed, in the order of commits. `cluster_id` names the
    database cluster those transaction ids belong to: in another one (a restored dump) they mean nothing.
    `from_seq` is where this cluster began.
    """

    __tablename__ = "audit_seals"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    previous_mac: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    seqs: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    macs: Mapped[bytes] = mapped_column(LargeBinary)
    last_xid: Mapped[int] = mapped_column(Xid8())
    last_seq: Mapped[int] = mapped_column(BigInteger)
    cluster_id: Mapped[str] = mapped_column(String(24))
    from_seq: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime] = utc_datetime(nullable=False)
    last_at: Mapped[datetime] = utc_datetime(nullable=False)
    sealed_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (CheckConstraint("number > 0 AND cardinality(seqs) > 0", name="not_empty"),)


class AuditRetirement(Base):
    """Entries up to a block were let go after the time they are kept; signed, so that nobody else can say so.

    `until` is the end of the newest month that went; `archive` names the file they were written to, None where the
    setting wants none; `archive_sha256` is what that file hashes to.
    """

    __tablename__ = "audit_retirements"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = utc_datetime(nullable=False)
    until: Mapped[datetime | None] = utc_datetime()
    archive: Mapped[str | None] = mapped_column(String(200))
    archive_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)

    def signed(self) -> bytes:
        """Return what the MAC covers besides the block; nothing for a note of an earlier version."""
        if self.until is None:
            return b""
        told = f"\x00{self.until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}\x00{self.archive or ''}\x00"
        return told.encode() + bytes(self.archive_sha256 or b"")


class AuditVerification(Base):
    """What a verification found."""

    __tablename__ = "audit_verifications"

    id: Mapped[UUID] = uuid_pk()
    at: Mapped[datetime] = utc_datetime(nullable=False)
    blocks: Mapped[int] = mapped_column(Integer)
    entries: Mapped[int] = mapped_column(BigInteger)
    problem_count: Mapped[int] = mapped_column(Integer)
    problems: Mapped[list[Any]] = mapped_column(JSONB)
    seconds: Mapped[float]


KEEP_SEALS_DDL = (
    """
    CREATE OR REPLACE FUNCTION audit_seals_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $body$
    """,
    """
    CREATE TRIGGER audit_seals_keep_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seals_append_only()
    """,
    """
    CREATE TRIGGER audit_retirements_keep_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_retirements
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seals_append_only()
    """,
)
"""What makes both tables append-only; here and in the migration."""

for _statement in KEEP_SEALS_DDL[:2]:
    event.listen(AuditSeal.__table__, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]
event.listen(AuditRetirement.__table__, "after_create", DDL(KEEP_SEALS_DDL[2]))  # type: ignore[no-untyped-call]
