"""Tables of reference data and of settings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, uuid_pk

KEY_MAX = 60
NAME_MAX = 200


class _Listed(Timestamped):
    """What every editable list entry has. `key` never changes; `version` moves with every edit.

    Entries are never deleted: old tickets go on naming them.
    """

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(KEY_MAX))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    position: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Category(_Listed, Base):
    """What a ticket is about; with a parent, a subcategory. Names are unique under one parent.

    Tickets of a confidential one stay in the desk: the star that Power BI reads has none of them.
    """

    __tablename__ = "categories"

    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"), index=True)
    is_confidential: Mapped[bool] = mapped_column(default=False, server_default="false")

    __table_args__ = (
        UniqueConstraint("parent_id", "key", name="uq_categories_parent_id_key", postgresql_nulls_not_distinct=True),
        CheckConstraint("parent_id <> id", name="not_own_parent"),
    )


Index(
    "uq_categories_parent_id_name_lower",
    Category.parent_id,
    func.lower(Category.name),
    unique=True,
    postgresql_nulls_not_distinct=True,
)


class Location(_Listed, Base):
    """A place of work: its IANA time zone, and the key of the calendar that its service hours follow."""

    __tablename__ = "locations"

    timezone: Mapped[str] = mapped_column(String(64))
    calendar_key: Mapped[str | None] = mapped_column(String(KEY_MAX))

    __table_args__ = (UniqueConstraint("key", name="uq_locations_key"),)


Index("uq_locations_name_lower", func.lower(Location.name), unique=True)


class ResolutionCategory(_Listed, Base):
    """In which way a ticket was resolved."""

    __tablename__ = "resolution_categories"
    __table_args__ = (UniqueConstraint("key", name="uq_resolution_categories_key"),)


Index("uq_resolution_categories_name_lower", func.lower(ResolutionCategory.name), unique=True)


class AppSetting(Timestamped, Base):
    """A setting somebody changed; what has no row has its shipped default (`registry.py`)."""

    __tablename__ = "app_settings"

    key: Mapped[str] = mapped_column(String(KEY_MAX), primary_key=True)
    value: Mapped[Any] = mapped_column(JSONB(none_as_null=False), nullable=False)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_by_id: Mapped[UUID | None]
