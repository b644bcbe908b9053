"""The types a new desk begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from itsm.domains.assets.enums import AssetClass, FieldKind
from itsm.domains.assets.models import AssetType
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

_H, _S, _V = AssetClass.HARDWARE, AssetClass.SOFTWARE, AssetClass.SERVICE
_T, _N, _C = FieldKind.TEXT, FieldKind.NUMBER, FieldKind.CHOICE


def _field(key: str, label: str, kind: FieldKind = _T, *, unit: str = "", choices: tuple[str, ...] = ()) -> Any:
    return {
        "key": key,
        "label": label,
        "kind": kind.value,
        "is_required": False,
        "choices": list(choices),
        "unit": unit,
    }


_COMPUTER: Final = [
    _field("processor", "Processor"),
    _field("memory_gb", "Memory", _N, unit="GB"),
    _field("storage_gb", "Storage", _N, unit="GB"),
    _field("operating_system", "Operating system"),
    _field("host_name", "Host name"),
    _field("software_count", "Installed programs", _N),
]
_NETWORKED: Final = [_field("host_name", "Host name"), _field("ip_address", "IP address"), _field("mac", "MAC address")]
_SIM: Final = [_field("imei", "IMEI"), _field("phone_number", "Phone number")]
_SCREEN: Final = [_field("size_inches", "Size", _N, unit="in"), _field("resolution", "Resolution")]

# key, name, class, start of its tags, months it is expected to live, its fields
TYPES: Final[tuple[tuple[str, str, AssetClass, str, int | None, list[Any]], ...]] = (
    ("laptop", "Laptop", _H, "LT", 48, _COMPUTER),
    ("desktop", "Desktop", _H, "DT", 60, _COMPUTER),
    ("monitor", "Monitor", _H, "MN", 72, _SCREEN),
    ("printer", "Printer", _H, "PR", 60, _NETWORKED),
    ("phone", "Phone", _H, "PH", 36, _SIM),
    ("tablet", "Tablet", _H, "TB", 48, [*_SCREEN, *_SIM]),
    ("server", "Server", _H, "SV", 60, [*_COMPUTER, _field("ip_address", "IP address")]),
    ("network_device", "Network device", _H, "NW", 84, [*_NETWORKED, _field("firmware", "Firmware")]),
    ("projector", "Projector", _H, "PJ", 72, _SCREEN),
    ("docking_station", "Docking station", _H, "DS", 60, []),
    ("ups", "UPS", _H, "UP", 60, [_field("power_va", "Power", _N, unit="VA")]),
    (
        "software",
        "Software",
        _S,
        "SW",
        None,
        [
            _field("edition", "Edition"),
            _field("licence", "Licence", _C, choices=("subscription", "perpetual", "open source")),
        ],
    ),
    ("service", "Service", _V, "SVC", None, [_field("hours", "Service hours"), _field("url", "Address")]),
    ("other", "Other", _H, "AS", None, []),
)


async def install_defaults(work: UnitOfWork) -> None:
    """Add the shipped types to a desk that has none."""
    if await work.session.scalar(select(func.count()).select_from(AssetType)):
        return
    for position, (key, name, kind, prefix, months, fields) in enumerate(TYPES):
        work.session.add(
            AssetType(
                id=new_id(),
                key=key,
                name=name,
                asset_class=kind.value,
                tag_prefix=prefix,
                life_months=months,
                fields=fields,
                position=position,
                is_active=True,
                version=1,
                created_at=work.now,
                updated_at=work.now,
            )
        )
