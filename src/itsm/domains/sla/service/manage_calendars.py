"""Business calendars: add, change (always a new version), deactivate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update

from itsm.domains.settings import api as settings
from itsm.domains.sla.codec_calendar import sites_of
from itsm.domains.sla.enums import CalendarSource
from itsm.domains.sla.errors import CalendarInUse
from itsm.domains.sla.events import CalendarCreated, CalendarDeactivated, CalendarUpdated
from itsm.domains.sla.models import KEY_MAX, SlaCalendar, SlaCalendarVersion
from itsm.domains.sla.repository import (
    DEACTIVATED,
    add_calendar_version,
    calendar,
    flush,
    lock_calendar,
    policies,
    why,
)
from itsm.domains.sla.schemas.calendars import CalendarCreate, CalendarPatch
from itsm.domains.sla.service.calendar_sites import renew_united, united_definition, united_with
from itsm.domains.sla.snapshot import CONFIG_NAME
from itsm.platform.errors import Invalid, StaleVersion
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"
_DEFINED: Final = ("timezone", "week", "holidays", "exceptions")

Found = tuple[SlaCalendar, SlaCalendarVersion]


async def create_calendar(work: UnitOfWork, new: CalendarCreate) -> Found:
    """Add a calendar; raise NameTaken, or Invalid where the name makes no key or a site cannot take turns."""
    work.actor.require(MANAGE)
    definition = new.model_dump(mode="json", include=set(_DEFINED))
    if new.sites:
        definition = await united_definition(work, new.timezone, new.sites)
    row = SlaCalendar(
        id=new_id(),
        key=new.key or _key_from(new.name),
        name=new.name,
        is_default=False,
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    await flush(work.session)
    if new.is_default:
        await _make_default(work, row)
    add_calendar_version(work, row, definition, reason=new.reason)
    await flush(work.session)
    work.touch_config(CONFIG_NAME)
    work.record(
        CalendarCreated(
            subject_id=row.id,
            version=1,
            changes={"name": (None, row.name), "timezone": (None, new.timezone)} | why(new.reason),
            summary=f"Calendar {row.name} added",
        )
    )
    return await calendar(work.session, row.id)


async def update_calendar(work: UnitOfWork, calendar_id: UUID, patch: CalendarPatch, *, version: int) -> Found:
    """Change a calendar as a new version; raise NotFound, StaleVersion, NameTaken, CalendarInUse.

    Clocks already running keep the version they were given.
    """
    work.actor.require(MANAGE)
    row, current = await _locked(work, calendar_id, version)
    wanted = await _wanted(work, patch, current.definition)
    before = current.definition | {
        "sites": sites_of(current.definition),
        "name": row.name,
        "is_default": row.is_default,
        "is_active": row.is_active,
    }
    changes = {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
    if not changes:
        return row, current
    if wanted.get("is_active") is False or wanted.get("is_default") is False:
        await _check_unused(work, row)
    row.name, row.is_active = wanted.get("name", row.name), wanted.get("is_active", row.is_active)
    if wanted.get("is_default"):
        await _make_default(work, row)
    definition = current.definition | {key: wanted[key] for key in (*_DEFINED, "sites") if key in wanted}
    await _save(work, row, definition, patch.reason)
    await renew_united(work, row, definition)
    work.record(
        CalendarUpdated(
            subject_id=row.id,
            version=row.version,
            changes=_told(changes) | why(patch.reason),
            summary=f"Calendar {row.name}: {', '.join(sorted(changes))} changed",
        )
    )
    return await calendar(work.session, row.id)


async def delete_calendar(work: UnitOfWork, calendar_id: UUID, *, version: int) -> None:
    """Deactivate a calendar; raise NotFound, StaleVersion, CalendarInUse. Deactivating again changes nothing."""
    work.actor.require(MANAGE)
    row, current = await _locked(work, calendar_id, version)
    if not row.is_active:
        return
    await _check_unused(work, row)
    row.is_active = False
    await _save(work, row, current.definition, DEACTIVATED)
    work.record(
        CalendarDeactivated(
            subject_id=row.id,
            version=row.version,
            changes={"is_active": (True, False)},
            summary=f"Calendar {row.name} deactivated",
        )
    )


async def _wanted(work: UnitOfWork, patch: CalendarPatch, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the patch gives, as it is stored; sites stay sites and a week stays a week."""
    wanted = patch.model_dump(mode="json", exclude_none=True, exclude={"reason"})
    has_sites = bool(sites_of(old))
    if has_sites and {"week", "holidays", "exceptions"} & wanted.keys():
        raise Invalid.field("week", "The hours of this calendar are those of its sites.")
    if patch.sites is None:
        return wanted
    if not has_sites or not patch.sites:
        raise Invalid.field("sites", "A calendar has working hours of its own or sites, not both.")
    united = await united_definition(work, patch.timezone or old["timezone"], patch.sites)
    return wanted | {"sites": united["sites"]}


def _told(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return the changes as the audit log tells them: sites by name, not with all they say."""
    return {
        field: tuple([site["name"] for site in value] for value in pair) if field == "sites" else pair  # type: ignore[misc]
        for field, pair in changes.items()
    }


async def _locked(work: UnitOfWork, calendar_id: UUID, version: int) -> Found:
    row, current = await lock_calendar(work.session, calendar_id)
    if row.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=row.version)
    return row, current


async def _save(work: UnitOfWork, row: SlaCalendar, definition: Mapping[str, Any], reason: str) -> None:
    """Write the next version of a calendar."""
    row.version += 1
    row.updated_at = work.now
    add_calendar_version(work, row, definition, reason=reason)
    await flush(work.session)
    work.touch_config(CONFIG_NAME)


async def _make_default(work: UnitOfWork, row: SlaCalendar) -> None:
    """Let a calendar be the one that locations without their own follow."""
    if not row.is_active:
        raise Invalid.field("is_default", "Only an active calendar can be the default.")
    await work.session.execute(
        update(SlaCalendar).where(SlaCalendar.is_default, SlaCalendar.id != row.id).values(is_default=False)
    )
    row.is_default = True


async def _check_unused(work: UnitOfWork, row: SlaCalendar) -> None:
    """Raise CalendarInUse where tickets could still be promised something on the calendar."""
    if row.is_default:
        raise CalendarInUse("Choose another default calendar first.")
    reference = await settings.reference(work.session)
    followers = [place.name for place in reference.locations if place.calendar_key == row.key]
    users = [
        policy.name
        for policy, version in await policies(work.session)
        if policy.is_active
        and version.definition["calendar_source"] == CalendarSource.CALENDAR
        and version.definition["calendar_id"] == str(row.id)
    ]
    united = [other.name for other, _ in await united_with(work, row.id)]
    if followers or users or united:
        raise CalendarInUse("The calendar is in use.", locations=followers, policies=users, calendars=united)


def _key_from(name: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:KEY_MAX].strip("-")
    if not key:
        raise Invalid.field("key", "The name makes no key; give one of letters and digits.", "missing")
    return key
