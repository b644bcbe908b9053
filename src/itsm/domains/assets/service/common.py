"""What the use cases share: where an asset stands, its next version, what changed of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm.domains.assets.models import Asset
    from itsm.platform.work import UnitOfWork


def standing(asset: Asset) -> dict[str, Any]:
    """Return what every event says of the asset as it is after the change."""
    return {"subject_id": asset.id, "version": asset.version, "tag": asset.tag, "owner_id": asset.owner_id}


def touch(work: UnitOfWork, asset: Asset) -> None:
    """Give an asset its next version number."""
    asset.version += 1
    asset.updated_at = work.now


def label(asset: Asset) -> str:
    """Return how sentences name an asset."""
    return f"{asset.tag} ({asset.name})"


def differing(asset: Asset, changes: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return (old, new) of the columns that differ from the asset, as the audit trail keeps them."""
    return {
        name: (plain(getattr(asset, name)), plain(value))
        for name, value in changes.items()
        if getattr(asset, name) != value
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
