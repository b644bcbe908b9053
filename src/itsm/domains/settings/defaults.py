"""The lists a new database starts with. Idempotent: what is there, changed or not, stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import select

from itsm.domains.settings.models import Category, Location, ResolutionCategory
from itsm.domains.settings.repository import Entry
from itsm.domains.settings.service import add_entry, key_from
from itsm.platform.work import UnitOfWork

CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    "Hardware": ("Laptop", "Desktop", "Monitor", "Printer", "Phone", "Docking station", "Projector", "UPS"),
    "Software": (
        "Microsoft 365",
        "GreatDay",
        "Infor Nexus",
        "Vision PLM",
        "Pivot88",
        "Operating system",
        "Browser",
        "Installation",
    ),
    "Access Request": (
        "Microsoft 365",
        "GreatDay",
        "Infor Nexus",
        "Vision PLM",
        "Pivot88",
        "Shared folder",
        "VPN",
        "Password reset",
    ),
    "Account Creation": ("New employee", "Contractor", "Service account", "Shared mailbox"),
    "Network": ("Wi-Fi", "VPN", "Internet", "Wired connection", "Firewall", "Telephony"),
    "Other": ("Question", "Feedback", "Security concern"),
}

# name, key, zone, key of the calendar
LOCATIONS: Final = (
    ("Philippines", "ph", "Asia/Manila", "ph"),
    ("US", "us", "America/New_York", "us"),
    ("Indonesia", "id", "Asia/Jakarta", "id"),
    ("China", "cn", "Asia/Shanghai", "cn"),
    ("Other", "other", "UTC", "other"),
)

RESOLUTION_CATEGORIES: Final = (
    "Fixed",
    "Configuration changed",
    "Hardware replaced",
    "Access granted",
    "Request fulfilled",
    "User guided",
    "Workaround given",
    "Resolved by vendor",
    "Duplicate",
    "Cannot reproduce",
    "No action needed",
)


async def install_defaults(work: UnitOfWork) -> None:
    """Write the categories, locations and resolution categories that are not there yet, by key."""
    categories = await _install(work, Category, ({"name": name} for name in CATEGORIES))
    for name, subcategories in CATEGORIES.items():
        parent = categories[key_from(name)]
        await _install(work, Category, ({"name": sub, "parent_id": parent.id} for sub in subcategories))
    await _install(
        work,
        Location,
        ({"name": name, "key": key, "timezone": zone, "calendar_key": cal} for name, key, zone, cal in LOCATIONS),
    )
    await _install(work, ResolutionCategory, ({"name": name} for name in RESOLUTION_CATEGORIES))


async def _install(work: UnitOfWork, model: type[Entry], rows: Iterable[Mapping[str, Any]]) -> dict[str, Entry]:
    """Add the rows whose key is not there yet (under their parent); return all by key."""
    present: dict[str, Entry] = {}
    for position, row in enumerate(rows):
        key = row.get("key") or key_from(row["name"])
        known = select(model).where(model.key == key)
        if model is Category:
            known = known.where(Category.parent_id.is_not_distinct_from(row.get("parent_id")))
        entry = await work.session.scalar(known)
        present[key] = entry or await add_entry(work, model, {**row, "key": key, "position": position})
    return present
