"""Use cases: add an asset to the register, change what is written of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.exc import IntegrityError

from itsm.domains.assets.engine.fields import check_values, specs
from itsm.domains.assets.engine.lifecycle import GONE
from itsm.domains.assets.enums import AssetStatus
from itsm.domains.assets.errors import TagTaken
from itsm.domains.assets.events import AssetCreated, AssetEdited
from itsm.domains.assets.models import Asset, AssetHandover, AssetSeat, AssetType
from itsm.domains.assets.repository import get_type
from itsm.domains.assets.service.common import differing, label, standing, touch
from itsm.domains.assets.visibility import WRITE
from itsm.domains.settings import api as settings
from itsm.domains.users import api as users
from itsm.platform.errors import FieldError, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

_TEXTS: Final = ("name", "serial", "manufacturer", "model", "place", "vendor", "contract", "notes")
_DAYS: Final = ("purchased_on", "warranty_until", "maintenance_on", "contract_until")
EDITABLE: Final = frozenset(
    {*_TEXTS, *_DAYS, "type_id", "tag", "location_id", "cost", "currency", "seats", "needed_up", "fields"}
)
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAsset:
    """What is needed to add an asset. Without a tag it gets the next one of its type."""

    type_id: UUID
    name: str
    tag: str | None = None
    status: AssetStatus | None = None
    serial: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    owner_id: UUID | None = None
    location_id: UUID | None = None
    place: str | None = None
    purchased_on: date | None = None
    warranty_until: date | None = None
    maintenance_on: date | None = None
    cost: Decimal | None = None
    currency: str | None = None
    vendor: str | None = None
    contract: str | None = None
    contract_until: date | None = None
    seats: int | None = None
    needed_up: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    notes: str | None = None
    source_key: str | None = None


async def create_asset(work: UnitOfWork, new: NewAsset) -> Asset:
    """Add an asset; raise Forbidden (403), TagTaken (409), Invalid (422) for what is unknown or does not fit."""
    work.actor.require(WRITE)
    kind = await _type_in_use(work, new.type_id)
    await _check_places(work, {"owner_id": new.owner_id, "location_id": new.location_id})
    _check_money(new.cost, new.currency)
    status = new.status or (AssetStatus.ACTIVE if new.owner_id else AssetStatus.IN_STOCK)
    if new.owner_id is not None and status in GONE:
        raise Invalid.field("owner_id", "Nobody holds what is retired or lost.", "not_possible")
    asset = Asset(
        id=new_id(),
        tag=new.tag or await _next_tag(work, kind),
        status=status.value,
        fields=_values(kind, new.fields),
        version=1,
        created_at=work.now,
        updated_at=work.now,
        **{
            name: getattr(new, name)
            for name in (*_TEXTS, *_DAYS, "type_id", "owner_id", "location_id", "cost", "currency")
        },
        seats=new.seats,
        needed_up=new.needed_up,
        source_key=new.source_key,
    )
    work.session.add(asset)
    await _flush(work, asset.tag)
    if new.owner_id is not None:
        _first_holder(work, asset)
    work.record(
        AssetCreated(
            **standing(asset),
            changes={"tag": (None, asset.tag), "status": (None, asset.status)},
            summary=f"Asset {label(asset)} added",
        )
    )
    return asset


async def edit_asset(work: UnitOfWork, asset: Asset, changes: Mapping[str, Any]) -> Asset:
    """Change what is written of a locked asset; raise as creating does, and ValueError for a field with its own path.

    `fields` replaces the values of the type's fields that it names; null takes one away.
    """
    work.actor.require(WRITE)
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"not edited here: {sorted(unknown)}")
    wanted = dict(changes)
    kind = await _kind_after(work, asset, wanted.get("type_id"))
    if "fields" in wanted or kind.id != asset.type_id:
        wanted["fields"] = _merged(kind, asset, wanted.get("fields") or {})
    await _check_places(work, wanted)
    _check_money(wanted.get("cost", asset.cost), wanted.get("currency", asset.currency))
    if wanted.get("seats") is not None:
        await _check_seats(work, asset, wanted["seats"])
    different = differing(asset, wanted)
    if not different:
        return asset
    for name in different:
        setattr(asset, name, wanted[name])
    touch(work, asset)
    await _flush(work, asset.tag)
    work.record(AssetEdited(**standing(asset), changes=different, summary=f"Asset {label(asset)} edited"))
    return asset


async def _type_in_use(work: UnitOfWork, type_id: UUID) -> AssetType:
    try:
        # The type is locked so that two new assets never take the same next tag.
        kind = await get_type(work.session, type_id, lock=True)
    except NotFound:
        kind = None
    if kind is None or not kind.is_active:
        raise Invalid.field("type_id", "Choose one of the types.", "unknown_reference")
    return kind


async def _kind_after(work: UnitOfWork, asset: Asset, type_id: UUID | None) -> AssetType:
    if type_id is None or type_id == asset.type_id:
        return await get_type(work.session, asset.type_id)
    return await _type_in_use(work, type_id)


async def _check_places(work: UnitOfWork, given: Mapping[str, Any]) -> None:
    if given.get("owner_id") is not None:
        await users.require_active_user(work.session, given["owner_id"], field="owner_id")
    if given.get("location_id") is not None:
        place = await settings.find_location(work.session, given["location_id"])
        if place is None:
            raise Invalid.field("location_id", "Choose one of the locations.", "unknown_reference")


def _check_money(cost: Decimal | None, currency: str | None) -> None:
    if (cost is None) != (currency is None):
        raise Invalid.field("currency", "Give a cost with its currency, or neither.", "required")


async def _check_seats(work: UnitOfWork, asset: Asset, seats: int) -> None:
    used = await work.session.scalar(select(func.count()).select_from(AssetSeat).where(AssetSeat.asset_id == asset.id))
    if seats < (used or 0):
        raise Invalid.field("seats", f"{used} seats are in use.", "too_few")


def _values(kind: AssetType, given: Mapping[str, Any]) -> dict[str, Any]:
    values, wrong = check_values(specs(kind.fields), given)
    if wrong:
        errors = [FieldError(f"fields.{key}", "invalid", f"{key} {reason}") for key, reason in wrong.items()]
        raise Invalid("Some fields of this type do not hold what they must.", errors=errors)
    return values


def _merged(kind: AssetType, asset: Asset, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values after the change: what the type does not know (any more) stays as it was."""
    known = {spec.key for spec in specs(kind.fields)}
    others = {key: value for key, value in asset.fields.items() if key not in known}
    before = {key: value for key, value in asset.fields.items() if key in known}
    return others | _values(kind, before | dict(given))


async def last_number(session: AsyncSession, prefix: str) -> int:
    """Return the highest number that a tag with this prefix has, 0 where there is none."""
    start = f"{prefix}-"
    figures = func.substr(func.upper(Asset.tag), len(start) + 1)
    numbered = func.upper(Asset.tag).startswith(start, autoescape=True) & figures.regexp_match(r"^\d{1,9}$")
    return await session.scalar(select(func.max(cast(figures, Integer))).where(numbered)) or 0


def numbered_tag(prefix: str, number: int) -> str:
    """Return the tag that a type's assets have by number."""
    return f"{prefix}-{number:0{_DIGITS}d}"


async def _next_tag(work: UnitOfWork, kind: AssetType) -> str:
    return numbered_tag(kind.tag_prefix, await last_number(work.session, kind.tag_prefix) + 1)


def _first_holder(work: UnitOfWork, asset: Asset) -> None:
    work.session.add(
        AssetHandover(
            id=new_id(),
            asset_id=asset.id,
            from_id=None,
            to_id=asset.owner_id,
            condition=None,
            note="",
            by_id=work.actor.id,
            by_name=work.actor.name,
            at=work.now,
        )
    )


async def _flush(work: UnitOfWork, tag: str) -> None:
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "uq_assets_tag" in str(error.orig):
            raise TagTaken(f"Another asset has the tag {tag}.") from error
        raise
