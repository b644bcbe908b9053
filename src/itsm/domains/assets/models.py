"""Tables of the asset register: types, assets, who held them, how they hang together, who has a seat."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.assets.limits import KEY_MAX, LABEL_MAX, NAME_MAX, NOTE_MAX, NOTES_MAX, TAG_MAX
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

_WORD = 20


class AssetType(Timestamped, Base):
    """A type of asset with the fields its assets have besides. One that is not active takes no new assets."""

    __tablename__ = "asset_types"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(_WORD * 2), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX), unique=True)
    asset_class: Mapped[str] = mapped_column(String(_WORD))
    tag_prefix: Mapped[str] = mapped_column(String(8))
    life_months: Mapped[int | None] = mapped_column(SmallInteger)
    fields: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    position: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("asset_class IN ('hardware', 'software', 'service')", name="asset_class_known"),
        CheckConstraint("life_months > 0", name="life_is_positive"),
    )


class Asset(Timestamped, Base):
    """One thing the company has: a device, a licence, a service.

    `needed_up`: how many of what it needs must be up. `health`: its score as it was reckoned last, to sort by.
    """

    __tablename__ = "assets"

    id: Mapped[UUID] = uuid_pk()
    tag: Mapped[str] = mapped_column(String(TAG_MAX))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    type_id: Mapped[UUID] = mapped_column(ForeignKey("asset_types.id"))
    status: Mapped[str] = mapped_column(String(_WORD))
    serial: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    manufacturer: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    model: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"), index=True)
    place: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    purchased_on: Mapped[date | None] = mapped_column(Date)
    warranty_until: Mapped[date | None] = mapped_column(Date)
    maintenance_on: Mapped[date | None] = mapped_column(Date)
    cost: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    currency: Mapped[str | None] = mapped_column(String(3))
    vendor: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    contract: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    contract_until: Mapped[date | None] = mapped_column(Date)
    seats: Mapped[int | None] = mapped_column(Integer)
    needed_up: Mapped[int | None] = mapped_column(SmallInteger)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    notes: Mapped[str | None] = mapped_column(String(NOTES_MAX))
    source_key: Mapped[str | None] = mapped_column(String(KEY_MAX), unique=True)
    seen_at: Mapped[datetime | None] = utc_datetime()
    health: Mapped[int | None] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("status IN ('in_stock', 'active', 'for_repair', 'retired', 'lost')", name="status_known"),
        CheckConstraint("(cost IS NULL) = (currency IS NULL) AND cost >= 0", name="cost_has_currency"),
        CheckConstraint("seats >= 0", name="seats_not_negative"),
        CheckConstraint("needed_up > 0", name="needed_up_is_positive"),
        Index("uq_assets_tag", func.upper(text("tag")), unique=True),
        Index("ix_assets_updated_at", "updated_at", "id"),
        # The worst first; what has no health comes last.
        Index("ix_assets_health", text("coalesce(health, 101)"), "id"),
        Index("ix_assets_type_id", "type_id", "status"),
        Index("ix_assets_owner_id", "owner_id", postgresql_where=text("owner_id IS NOT NULL")),
        Index("ix_assets_serial", func.upper(text("serial"))),
        Index("ix_assets_warranty_until", "warranty_until", postgresql_where=text("warranty_until IS NOT NULL")),
    )


class AssetHandover(Base):
    """That an asset went from one person to another; no receiver: it came back."""

    __tablename__ = "asset_handovers"

    id: Mapped[UUID] = uuid_pk()
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    from_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    condition: Mapped[str | None] = mapped_column(String(_WORD))
    note: Mapped[str] = mapped_column(String(NOTE_MAX))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    by_name: Mapped[str]
    at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_asset_handovers_asset_id", "asset_id", "at"),)


class AssetRelation(Base):
    """That `effect` suffers if `cause` fails. Which of them is the source of the relation follows from its kind.

    `import_id`: the import that brought it in, and takes it back.
    """

    __tablename__ = "asset_relations"

    id: Mapped[UUID] = uuid_pk()
    kind: Mapped[str] = mapped_column(String(_WORD))
    cause_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    effect_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"))
    import_id: Mapped[UUID | None]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint("kind IN ('runs_on', 'depends_on', 'connected_to', 'part_of')", name="kind_known"),
        CheckConstraint("cause_id <> effect_id", name="not_itself"),
        # Both ways along the graph are answered by an index alone.
        UniqueConstraint("cause_id", "effect_id", "kind"),
        Index("ix_asset_relations_effect_id", "effect_id", "cause_id"),
        Index("ix_asset_relations_import_id", "import_id", postgresql_where=text("import_id IS NOT NULL")),
    )


class AssetSeat(Base):
    """That somebody uses a seat of a licence."""

    __tablename__ = "asset_seats"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_asset_seats_user_id", "user_id"),)
