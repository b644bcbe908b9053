"""Tables of imports and of what became of each of their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.assets.enums import ImportSource, ImportState, RowOutcome, RowPhase
from itsm.domains.assets.limits import KEY_MAX
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

FILE_NAME_MAX = 255
_STATES = ", ".join(repr(state.value) for state in ImportState)
_SOURCES = ", ".join(repr(source.value) for source in ImportSource)
_OUTCOMES = ", ".join(repr(outcome.value) for outcome in RowOutcome)
_PHASES = ", ".join(repr(phase.value) for phase in RowPhase)


class AssetImport(Base):
    """A file whose rows become assets, in the name of who sent it.

    `columns`: its headings. `targets`: what each means, None for what is left out. `terms`: how it is read. `counts`:
    rows by what became of them. `fault`: why it stopped.
    """

    __tablename__ = "asset_imports"

    id: Mapped[UUID] = uuid_pk()
    source: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(FILE_NAME_MAX))
    sha256: Mapped[str] = mapped_column(String(64))
    columns: Mapped[list[Any]]
    targets: Mapped[list[Any]]
    terms: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(20))
    row_count: Mapped[int] = mapped_column(Integer)
    rows_moved: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    fault: Mapped[str | None]
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    asked_by_name: Mapped[str]
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    finished_at: Mapped[datetime | None] = utc_datetime()
    undone_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint(f"source IN ({_SOURCES})", name="source_known"),
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint("row_count >= 0", name="row_count_not_negative"),
        Index("ix_asset_imports_created_at", "created_at", "id"),
    )


class AssetImportRow(Base):
    """One row. `given`: its cells, or what an agent found, by meaning. `before`, `after`: the columns it set.

    `known_as`, `tagged`: key and tag in capitals, so that a second row for one asset is found. No asset any more:
    the import made it and was taken back.
    """

    __tablename__ = "asset_import_rows"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("asset_imports.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)
    given: Mapped[list[Any] | dict[str, Any]] = mapped_column(JSONB)
    known_as: Mapped[str | None] = mapped_column(String(KEY_MAX))
    tagged: Mapped[str | None] = mapped_column(String(KEY_MAX))
    phase: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    reasons: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    asset_id: Mapped[UUID | None]
    asset_tag: Mapped[str | None] = mapped_column(String(KEY_MAX))
    # Nothing is NULL here, not JSON's null: what set nothing is passed over by an undo.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    handover_id: Mapped[UUID | None]
    # Relations it names that were new: kind, name as written, and whether it waits for a later row of the file.
    links: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        CheckConstraint(f"phase IN ({_PHASES})", name="phase_known"),
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_known"),
        Index("ix_asset_import_rows_phase", "import_id", "phase", "line"),
        Index("ix_asset_import_rows_outcome", "import_id", "outcome", "line"),
        Index("ix_asset_import_rows_known_as", "import_id", "known_as"),
        Index("ix_asset_import_rows_tagged", "import_id", "tagged"),
    )
