"""The columns of an asset that imports write, as they are in the register and as JSON keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.assets.service.common import plain

if TYPE_CHECKING:
    from itsm.domains.assets.models import Asset

COLUMNS: Final = (
    *("tag", "name", "type_id", "status", "serial", "manufacturer", "model", "owner_id", "location_id", "place"),
    *("purchased_on", "warranty_until", "maintenance_on", "cost", "currency", "vendor", "contract", "contract_until"),
    *("seats", "needed_up", "fields", "notes", "source_key", "seen_at"),
)
_READ: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(("type_id", "owner_id", "location_id"), UUID),
    **dict.fromkeys(("purchased_on", "warranty_until", "maintenance_on", "contract_until"), date.fromisoformat),
    "cost": Decimal,
    "seen_at": datetime.fromisoformat,
}


def columns_of(asset: Asset) -> dict[str, Any]:
    """Return what is written of an asset."""
    return {name: getattr(asset, name) for name in COLUMNS}


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as JSON keeps them."""
    return {name: plain(value) for name, value in values.items()}


def restored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as they were before JSON kept them."""
    return {
        name: _READ[name](value) if name in _READ and value is not None else value for name, value in values.items()
    }
