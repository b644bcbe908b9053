"""From rows to what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from itsm.domains.assets.engine.fields import specs
from itsm.domains.assets.engine.lifecycle import MOVES
from itsm.domains.assets.enums import AssetStatus, RelationKind
from itsm.domains.assets.models import Asset, AssetSeat, AssetType
from itsm.domains.assets.repository import get_type
from itsm.domains.assets.schemas import (
    AssetCard,
    AssetHandoverRead,
    AssetHealthLine,
    AssetHealthRead,
    AssetMention,
    AssetRead,
    AssetTypeRead,
    OtherAsset,
    OwnAsset,
    RelationRead,
    TypeFieldRead,
    TypeRef,
)
from itsm.domains.assets.visibility import WRITE
from itsm.domains.settings import api as settings
from itsm.domains.users import api as users

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.assets.engine.health import Health
    from itsm.platform.actor import Actor


def ref(id_: UUID | None, name: str | None) -> AssetMention | None:
    """Return a mention of a person or place, None where there is none."""
    return AssetMention(id=id_, name=name or "") if id_ is not None else None


def _type_of(row: Any) -> TypeRef:
    return TypeRef(id=row.type_id, key=row.type_key, name=row.type_name, asset_class=row.asset_class)


def card(row: Any) -> AssetCard:
    """Return an asset as lists show it."""
    return AssetCard(
        id=row.id,
        tag=row.tag,
        name=row.name,
        type=_type_of(row),
        status=row.status,
        serial=row.serial,
        manufacturer=row.manufacturer,
        model=row.model,
        owner=ref(row.owner_id, row.owner_name),
        location=ref(row.location_id, row.location_name),
        place=row.place,
        purchased_on=row.purchased_on,
        warranty_until=row.warranty_until,
        health=row.health,
        updated_at=row.updated_at,
        version=row.version,
    )


def health_read(health: Health | None) -> AssetHealthRead:
    """Return the health of an asset with its lines."""
    if health is None:
        return AssetHealthRead(score=None, band=None, lines=[])
    lines = [
        AssetHealthLine(rule=one.rule, finding=one.finding, number=one.number, points=one.points)
        for one in health.lines
    ]
    return AssetHealthRead(score=health.score, band=health.band, lines=lines)


def own(row: Any) -> OwnAsset:
    """Return an asset as whoever holds it sees it."""
    return OwnAsset(
        id=row.id,
        tag=row.tag,
        name=row.name,
        type=_type_of(row),
        status=row.status,
        serial=row.serial,
        manufacturer=row.manufacturer,
        model=row.model,
        warranty_until=row.warranty_until,
    )


def type_read(row: AssetType) -> AssetTypeRead:
    """Return a type."""
    return AssetTypeRead(
        id=row.id,
        key=row.key,
        name=row.name,
        asset_class=row.asset_class,
        tag_prefix=row.tag_prefix,
        life_months=row.life_months,
        fields=fields_of(row),
        position=row.position,
        is_active=row.is_active,
        version=row.version,
    )


def fields_of(row: AssetType) -> list[TypeFieldRead]:
    """Return the fields of a type."""
    return [
        TypeFieldRead(
            key=one.key,
            label=one.label,
            kind=one.kind,
            is_required=one.is_required,
            choices=list(one.choices),
            unit=one.unit,
        )
        for one in specs(row.fields)
    ]


async def read(session: AsyncSession, actor: Actor, asset: Asset) -> AssetRead:
    """Return an asset with everything that is written of it."""
    kind = await get_type(session, asset.type_id)
    owner = await users.get_user(session, asset.owner_id) if asset.owner_id else None
    place = (await settings.reference(session)).find_location(asset.location_id) if asset.location_id else None
    used = await session.scalar(select(func.count()).select_from(AssetSeat).where(AssetSeat.asset_id == asset.id))
    edits = actor.can(WRITE)
    return AssetRead(
        **{name: getattr(asset, name) for name in _SAME},
        type=TypeRef(id=kind.id, key=kind.key, name=kind.name, asset_class=kind.asset_class),
        owner=ref(owner.id, owner.name) if owner else None,
        location=ref(place.id, place.name) if place else None,
        cost=None if asset.cost is None else f"{asset.cost:.2f}",
        seats_used=used or 0,
        type_fields=fields_of(kind),
        moves=list(MOVES[AssetStatus(asset.status)]) if edits else [],
        can_edit=edits,
    )


_SAME = (
    *("id", "tag", "name", "status", "serial", "manufacturer", "model", "place", "purchased_on", "warranty_until"),
    *("maintenance_on", "currency", "vendor", "contract", "contract_until", "seats", "needed_up", "fields", "notes"),
    *("seen_at", "created_at", "updated_at", "version"),
)


def handover_read(row: Any) -> AssetHandoverRead:
    """Return one hand-over."""
    return AssetHandoverRead(
        id=row.id,
        from_person=ref(row.from_id, row.from_name),
        to_person=ref(row.to_id, row.to_name),
        condition=row.condition,
        note=row.note,
        by_name=row.by_name,
        at=row.at,
    )


def relation_read(row: Any) -> RelationRead:
    """Return a relation as one asset sees it."""
    # A part is the cause and the source; in every other kind the source is what suffers.
    is_source = row.is_cause == (row.kind == RelationKind.PART_OF)
    return RelationRead(
        id=row.id,
        kind=row.kind,
        is_reversed=not is_source,
        breaks_this=not row.is_cause,
        other=OtherAsset(
            id=row.other_id,
            tag=row.tag,
            name=row.name,
            status=row.status,
            type_key=row.type_key,
            asset_class=row.asset_class,
        ),
    )
