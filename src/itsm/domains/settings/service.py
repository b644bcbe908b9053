"""Use cases: keep the lists and the settings. Every change is audited and reaches every process."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy.exc import IntegrityError

from itsm.domains.settings.errors import NameTaken
from itsm.domains.settings.events import (
    CategoryChanged,
    LocationChanged,
    ReferenceEvent,
    ResolutionCategoryChanged,
    SettingChanged,
    setting_id,
)
from itsm.domains.settings.models import KEY_MAX, AppSetting, Category, Location, ResolutionCategory
from itsm.domains.settings.registry import SETTINGS, SettingValueError
from itsm.domains.settings.repository import Entry, lock_setting
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"

_EVENTS: Final[Mapping[type, type[ReferenceEvent]]] = {
    Category: CategoryChanged,
    Location: LocationChanged,
    ResolutionCategory: ResolutionCategoryChanged,
}


async def add_entry(work: UnitOfWork, model: type[Entry], fields: Mapping[str, Any]) -> Entry:
    """Add an entry to a list, its key made from its name where none is given.

    Raises `NameTaken` (409) for a name or key in use, `Invalid` (422) for an unknown zone or parent.
    """
    work.actor.require(MANAGE)
    await _check(work, fields)
    given = dict(fields)
    given["key"] = given.get("key") or key_from(given["name"])
    entry = model(
        id=new_id(), is_active=True, version=1, created_at=work.now, updated_at=work.now, **({"position": 0} | given)
    )
    work.session.add(entry)
    await _flush(work)
    _tell(work, entry, {field: (None, value) for field, value in given.items()}, f"{entry.name} added")
    return entry


async def change_entry(work: UnitOfWork, entry: Entry, changes: Mapping[str, Any]) -> Entry:
    """Change a locked entry; nothing happens where nothing differs. Raises like `add_entry`."""
    work.actor.require(MANAGE)
    await _check(work, changes)
    differing = {
        field: (getattr(entry, field), value) for field, value in changes.items() if getattr(entry, field) != value
    }
    if not differing:
        return entry
    for field, (_, value) in differing.items():
        setattr(entry, field, value)
    entry.version += 1
    entry.updated_at = work.now
    await _flush(work)
    _tell(work, entry, differing, f"{entry.name}: {', '.join(sorted(differing))} changed")
    return entry


async def change_setting(work: UnitOfWork, key: str, value: Any) -> AppSetting:
    """Set a setting; None means its shipped default. Raises `NotFound`, `Invalid` with the bounds."""
    work.actor.require(MANAGE)
    known = SETTINGS.get(key)
    if known is None:
        raise NotFound
    try:
        checked = known.default if value is None else known.check(value)
    except SettingValueError as fault:
        raise Invalid.field("value", f"{key} {fault}.") from fault
    row = await lock_setting(work.session, key)
    old = row.value if row else known.default
    if row is None:
        row = AppSetting(key=key, value=checked, version=1, created_at=work.now)
        work.session.add(row)
    else:
        row.version += 1
        row.value = checked
    row.updated_at, row.updated_by_id = work.now, work.actor.id
    await work.session.flush()
    for snapshot in known.snapshots:
        work.touch_config(snapshot)
    work.record(
        SettingChanged(
            subject_id=setting_id(key),
            version=row.version,
            setting=key,
            changes={"value": (old, checked)},
            summary=f"{key} changed",
        )
    )
    return row


def key_from(name: str) -> str:
    """Return a key for a name: small ASCII letters, digits and hyphens. Raises `Invalid` when none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:KEY_MAX].strip("-")
    if not key:
        raise Invalid.field("key", "Give a key of letters and digits; none can be made from this name.", "required")
    return key


async def _check(work: UnitOfWork, fields: Mapping[str, Any]) -> None:
    zone = fields.get("timezone")
    if zone is not None and zone not in available_timezones():
        raise Invalid.field("timezone", "Choose the name of a time zone, such as Asia/Manila.", "unknown_timezone")
    parent_id: UUID | None = fields.get("parent_id")
    if parent_id is not None:
        parent = await work.session.get(Category, parent_id)
        if parent is None or parent.parent_id is not None:
            raise Invalid.field("parent_id", "Choose a category that is no subcategory itself.", "unknown_reference")


async def _flush(work: UnitOfWork) -> None:
    try:
        await work.session.flush()
    except IntegrityError as fault:
        if "uq_" in str(fault.orig):
            raise NameTaken("Another entry of this list has this name or key.") from fault
        raise


def _tell(
    work: UnitOfWork,
    entry: Category | Location | ResolutionCategory,
    changes: dict[str, tuple[Any, Any]],
    summary: str,
) -> None:
    work.touch_config("reference")
    event = _EVENTS[type(entry)]
    work.record(event(subject_id=entry.id, version=entry.version, changes=changes, summary=summary))
