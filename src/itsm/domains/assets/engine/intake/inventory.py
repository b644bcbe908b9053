"""What an inventory agent found, as the register writes it: which device it is, what is known of it. Pure.

Documents follow the inventory format of GLPI's agents: `itemtype`, `deviceid`, `content`. A part that a document does
not hold (a partial one) or that holds nothing leaves what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from itsm.domains.assets.engine.intake.targets import FIELD
from itsm.domains.assets.limits import KEY_MAX, LABEL_MAX, NAME_MAX

_KINDS: Final = {"networkequipment": "network_device", "printer": "printer", "phone": "phone"}
_CHASSIS: Final = {
    **dict.fromkeys(("laptop", "notebook", "portable", "sub notebook", "hand held", "convertible"), "laptop"),
    **dict.fromkeys(("tablet", "detachable"), "tablet"),
    **dict.fromkeys(("rack mount chassis", "main server chassis", "blade", "server"), "server"),
    "docking station": "docking_station",
}
_NOTHING: Final = re.compile(
    r"^(?:[0-]+|[f-]+|none|n/?a|unknown|default string|not specified|not available|invalid|x+|\.+|1234567890?"
    r"|(?:system|chassis) (?:serial number|manufacturer|product name|version)|to be filled by o\.?e\.?m\.?.*)$",
    re.IGNORECASE,
)
"""What makers write where they should have written something."""
_LOOPBACK: Final = ("127.", "169.254.", "0.", "::1", "fe80:")
_MB: Final = 1024
_DISK_MB: Final = 1000
_TEXT_MAX: Final = 500


class NoDeviceError(ValueError):
    """The document names no device that could be known again."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device: the key by which it is known again, and what is known of it by meaning, as texts."""

    key: str
    given: Mapping[str, str]


def device_of(document: Mapping[str, Any], *, seen_at: datetime) -> Device:
    """Return what a document says; `seen_at` where it does not say when it was made. Raises NoDeviceError."""
    content = _table(document.get("content"))
    kind = str(document.get("itemtype") or "Computer").lower()
    said = _of_network(content) if "network_device" in content else _of_computer(content)
    said["type"] = _KINDS.get(kind) or _chassis(content)
    key = _key(document, content, said)
    given = {name: text for name, value in said.items() if (text := _clean(value, name))}
    moment = _moment(_table(content.get("accesslog")).get("logdate")) or seen_at
    return Device(key, given | {"source_key": key, "seen_at": moment.isoformat()})


def merged(earlier: Device, later: Device) -> Device:
    """Return what two documents about one device say together: the later one, and what only the earlier one knew."""
    return Device(later.key, {**earlier.given, **later.given})


def _of_computer(content: Mapping[str, Any]) -> dict[str, Any]:
    hardware, bios = _table(content.get("hardware")), _table(content.get("bios"))
    system, sim = _table(content.get("operatingsystem")), _first(content.get("simcards"))
    name = system.get("fqdn") or hardware.get("name")
    return {
        "name": hardware.get("name"),
        "serial": bios.get("ssn") or bios.get("msn"),
        "manufacturer": bios.get("smanufacturer") or bios.get("mmanufacturer"),
        "model": bios.get("smodel") or bios.get("mmodel"),
        f"{FIELD}processor": _first(content.get("cpus")).get("name"),
        f"{FIELD}memory_gb": _memory(content, hardware),
        f"{FIELD}storage_gb": _storage(content),
        f"{FIELD}operating_system": system.get("full_name") or hardware.get("osname"),
        f"{FIELD}host_name": name,
        f"{FIELD}ip_address": _address(one.get("ipaddress") for one in _rows(content.get("networks"))),
        f"{FIELD}phone_number": sim.get("phone_number"),
        f"{FIELD}imei": sim.get("imei"),
        f"{FIELD}software_count": len(_rows(content.get("softwares"))) or None,
    }


def _of_network(content: Mapping[str, Any]) -> dict[str, Any]:
    device = _table(content.get("network_device"))
    addresses = device.get("ips")
    return {
        **{name: device.get(name) for name in ("name", "serial", "manufacturer", "model")},
        f"{FIELD}host_name": device.get("name"),
        f"{FIELD}ip_address": _address(addresses if isinstance(addresses, list) else ()),
        f"{FIELD}mac": device.get("mac"),
        f"{FIELD}firmware": device.get("firmware"),
    }


def _chassis(content: Mapping[str, Any]) -> str:
    hardware = _table(content.get("hardware"))
    if str(hardware.get("vmsystem") or "Physical").lower() != "physical":
        return "server"
    return _CHASSIS.get(str(hardware.get("chassis_type") or "").strip().lower(), "desktop")


def _key(document: Mapping[str, Any], content: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    """Return by what a device is known again: what its board says, what its maker wrote on it, or its agent's id."""
    board = _clean(_table(content.get("hardware")).get("uuid"))
    serial, agent = _clean(said.get("serial")), _clean(document.get("deviceid"))
    if board:
        key = f"board:{board}"
    elif serial:
        key = f"serial:{_clean(said.get('manufacturer'))}/{serial}"
    elif agent:
        key = f"agent:{agent}"
    else:
        raise NoDeviceError("it names no device: neither a board, nor a serial number, nor an agent")
    return key.lower()[:KEY_MAX]


def _memory(content: Mapping[str, Any], hardware: Mapping[str, Any]) -> int | None:
    """Return the memory in GB: of its modules, where they are known; what the system sees is a little less."""
    modules = sum(_number(one.get("capacity")) for one in _rows(content.get("memories")))
    total = modules or _number(hardware.get("memory"))
    return max(1, round(total / _MB)) if total else None


def _storage(content: Mapping[str, Any]) -> int | None:
    disks = [one for one in _rows(content.get("storages")) if "disk" in str(one.get("type") or "disk").lower()]
    total = sum(_number(one.get("disksize")) for one in disks)
    return round(total / _DISK_MB) if total else None


def _address(addresses: Iterable[Any]) -> str | None:
    """Return the first address by which others reach the device."""
    return next((one for one in addresses if isinstance(one, str) and one and not one.startswith(_LOOPBACK)), None)


def _moment(said: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _clean(value: Any, name: str = "") -> str:
    """Return a value as one line of text that fits; nothing for what says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())
    most = NAME_MAX if name == "name" else _TEXT_MAX if name.startswith(FIELD) else LABEL_MAX
    return "" if _NOTHING.match(text) else text[:most].strip()


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _first(value: Any) -> Mapping[str, Any]:
    return next(iter(_rows(value)), {})


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**9 else 0
