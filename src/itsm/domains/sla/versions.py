"""Policies and calendars as JSON contents: read them, put them into force, build the configuration that serves.

A content holds all of its kind. Putting one into force writes a new version of every policy (or
calendar) that it changes and of no other: they are versioned one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import policy_from
from itsm.domains.sla.codec_calendar import sites_of, working_hours_from
from itsm.domains.sla.engine.selection import PolicySet
from itsm.domains.sla.events import CalendarCreated, CalendarUpdated, PolicyCreated, PolicyUpdated
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion, SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.repository import (
    add_calendar_version,
    add_policy_version,
    calendars,
    flush,
    lock_policies,
    policies,
    why,
)
from itsm.domains.sla.service.calendar_sites import renew_united
from itsm.domains.sla.snapshot import CONFIG_NAME, SNAPSHOT, CalendarVersion, SlaConfig
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"

Content = Mapping[str, Any]


async def current_policies(session: AsyncSession) -> dict[str, Any]:
    """Return every policy as it stands, in the order in which they are tried; inactive ones last."""
    return {
        "policies": [
            {
                "id": str(row.id),
                "name": row.name,
                "position": row.position,
                "is_active": row.is_active,
                "definition": version.definition,
            }
            for row, version in await policies(session)
        ]
    }


async def current_calendars(session: AsyncSession) -> dict[str, Any]:
    """Return every calendar as it stands."""
    return {
        "calendars": [
            {
                "id": str(row.id),
                "key": row.key,
                "name": row.name,
                "is_default": row.is_default,
                "is_active": row.is_active,
                "definition": version.definition,
            }
            for row, version in await calendars(session)
        ]
    }


async def current_config(session: AsyncSession) -> SlaConfig:
    """Return the configuration that times live tickets; no query while it is fresh."""
    return await SNAPSHOT.get(session)


async def config_from(session: AsyncSession, policy_content: Content, calendar_content: Content) -> SlaConfig:
    """Return the configuration that these contents would be. Ids of versions are those of their owners."""
    reference = await settings.reference(session)
    active = [row for row in calendar_content["calendars"] if row["is_active"]]
    found = {UUID(row["id"]): _calendar_from(row) for row in active}
    default = next((UUID(row["id"]) for row in active if row["is_default"]), None)
    ordered = sorted((row for row in policy_content["policies"] if row["is_active"]), key=lambda row: row["position"])
    policy_list = [
        policy_from(UUID(row["id"]), UUID(row["id"]), row["name"], row["definition"], reference) for row in ordered
    ]
    return SlaConfig(
        policies=PolicySet(policy_list, languages=await settings.setting(session, "text_languages")),
        by_id=MappingProxyType(found),
        by_key=MappingProxyType({calendar.key: calendar for calendar in found.values()}),
        default=found[default] if default else None,
    )


async def activate_policies(work: UnitOfWork, content: Content, *, reason: str) -> None:
    """Make `content` the policies in force: what it changes gets a version, what it lacks is switched off.

    Raises `NameTaken` (409), `Invalid` (422) where an active policy runs on a calendar that is not active.
    """
    work.actor.require(MANAGE)
    await lock_policies(work.session)
    present = {row.id: (row, version) for row, version in await policies(work.session)}
    wanted = {UUID(entry["id"]): entry for entry in content["policies"]}
    lacking = {
        row.id: _policy_entry(row, version) | {"is_active": False}
        for row, version in present.values()
        if row.id not in wanted
    }
    usable = {str(row.id) for row, _ in await calendars(work.session) if row.is_active}
    for policy_id, entry in (wanted | lacking).items():
        if entry["is_active"] and (entry["definition"].get("calendar_id") or None) not in {None, *usable}:
            raise Invalid.field(
                "calendar", f"{entry['name']} runs on a calendar that is not active.", "unknown_reference"
            )
        await _place_policy(work, policy_id, present.get(policy_id), entry, reason)
    work.touch_config(CONFIG_NAME)


async def activate_calendars(work: UnitOfWork, content: Content, *, reason: str) -> None:
    """Make `content` the calendars in force: what it changes gets a version, others stay as they are.

    A calendar that the content lacks stays: policies and locations may run on it. Raises `NameTaken` (409).
    """
    work.actor.require(MANAGE)
    await work.session.execute(select(SlaCalendar.id).order_by(SlaCalendar.id).with_for_update())
    present = {row.id: (row, version) for row, version in await calendars(work.session)}
    wanted = {UUID(entry["id"]): entry for entry in content["calendars"]}
    if sum(entry["is_default"] for entry in wanted.values()) == 1:
        await _give_up_default(work, present, wanted)
    for calendar_id, entry in wanted.items():
        await _place_calendar(work, calendar_id, present.get(calendar_id), entry, reason)
    for row, version in await calendars(work.session):
        if not sites_of(version.definition):
            await renew_united(work, row, version.definition)
    work.touch_config(CONFIG_NAME)


async def policy_versions(session: AsyncSession, *, before: UUID | None, limit: int) -> Sequence[SlaPolicyVersion]:
    """Return versions of all policies, newest first, those made before version `before`."""
    newest = select(SlaPolicyVersion).order_by(SlaPolicyVersion.id.desc()).limit(limit)
    return list(await session.scalars(newest if before is None else newest.where(SlaPolicyVersion.id < before)))


async def calendar_versions(session: AsyncSession, *, before: UUID | None, limit: int) -> Sequence[SlaCalendarVersion]:
    """Return versions of all calendars, newest first, those made before version `before`."""
    newest = select(SlaCalendarVersion).order_by(SlaCalendarVersion.id.desc()).limit(limit)
    return list(await session.scalars(newest if before is None else newest.where(SlaCalendarVersion.id < before)))


async def policies_with(session: AsyncSession, version_id: UUID) -> dict[str, Any]:
    """Return the present policies with one of them as a version kept it; raise `NotFound`."""
    version = await session.get(SlaPolicyVersion, version_id)
    if version is None:
        raise NotFound
    return _with(await current_policies(session), "policies", version.policy_id, version)


async def calendars_with(session: AsyncSession, version_id: UUID) -> dict[str, Any]:
    """Return the present calendars with one of them as a version kept it; raise `NotFound`."""
    version = await session.get(SlaCalendarVersion, version_id)
    if version is None:
        raise NotFound
    return _with(await current_calendars(session), "calendars", version.calendar_id, version)


async def policy_version_before(session: AsyncSession, version: SlaPolicyVersion) -> SlaPolicyVersion | None:
    """Return the version that this one followed."""
    return await session.scalar(
        select(SlaPolicyVersion)
        .where(SlaPolicyVersion.policy_id == version.policy_id, SlaPolicyVersion.number < version.number)
        .order_by(SlaPolicyVersion.number.desc())
        .limit(1)
    )


async def calendar_version_before(session: AsyncSession, version: SlaCalendarVersion) -> SlaCalendarVersion | None:
    """Return the version that this one followed."""
    return await session.scalar(
        select(SlaCalendarVersion)
        .where(SlaCalendarVersion.calendar_id == version.calendar_id, SlaCalendarVersion.number < version.number)
        .order_by(SlaCalendarVersion.number.desc())
        .limit(1)
    )


async def policy_numbers(session: AsyncSession) -> dict[str, int]:
    """Return the version of every policy by its id."""
    return {str(row.id): row.version for row, _ in await policies(session)}


async def calendar_numbers(session: AsyncSession) -> dict[str, int]:
    """Return the version of every calendar by its id."""
    return {str(row.id): row.version for row, _ in await calendars(session)}


async def renumber_policies(session: AsyncSession, wanted: Mapping[str, int]) -> None:
    """Raise versions to those wanted where they are lower. For contents that are not in force."""
    await _renumber(session, await policies(session), wanted)


async def renumber_calendars(session: AsyncSession, wanted: Mapping[str, int]) -> None:
    """Raise versions to those wanted where they are lower. For contents that are not in force."""
    await _renumber(session, await calendars(session), wanted)


async def _renumber(session: AsyncSession, found: Sequence[tuple[Any, Any]], wanted: Mapping[str, int]) -> None:
    for row, version in found:
        row.version = version.number = max(row.version, wanted.get(str(row.id), 0))
    await session.flush()


def _with(
    content: dict[str, Any], kind: str, owner: UUID, version: SlaPolicyVersion | SlaCalendarVersion
) -> dict[str, Any]:
    kept = {"name": version.name, "is_active": version.is_active, "definition": version.definition}
    return {kind: [entry | kept if entry["id"] == str(owner) else entry for entry in content[kind]]}


def _calendar_from(entry: Content) -> CalendarVersion:
    return CalendarVersion(
        id=UUID(entry["id"]),
        key=entry["key"],
        name=entry["name"],
        version_id=UUID(entry["id"]),
        hours=working_hours_from(entry["definition"]),
    )


def _policy_entry(row: SlaPolicy, version: SlaPolicyVersion) -> dict[str, Any]:
    return {
        "name": row.name,
        "position": row.position,
        "is_active": row.is_active,
        "definition": version.definition,
    }


async def _place_policy(
    work: UnitOfWork, policy_id: UUID, found: tuple[SlaPolicy, SlaPolicyVersion] | None, entry: Content, reason: str
) -> None:
    """Bring one policy in line with its content."""
    wanted = {field: entry[field] for field in ("name", "position", "is_active", "definition")}
    if found is None:
        columns = {field: value for field, value in wanted.items() if field != "definition"}
        row = SlaPolicy(id=policy_id, version=1, created_at=work.now, updated_at=work.now, **columns)
        work.session.add(row)
        changes: dict[str, tuple[Any, Any]] = {"name": (None, row.name)}
    else:
        row, before = found[0], _policy_entry(*found)
        changes = {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
        if not changes:
            return
        row.name, row.position, row.is_active = wanted["name"], wanted["position"], wanted["is_active"]
        row.version, row.updated_at = row.version + 1, work.now
    await flush(work.session)
    add_policy_version(work, row, wanted["definition"], reason=reason)
    await flush(work.session)
    event = PolicyUpdated if found else PolicyCreated
    summary = f"SLA policy {row.name}: version {row.version} in force"
    work.record(event(subject_id=row.id, version=row.version, changes=changes | why(reason), summary=summary))


async def _place_calendar(
    work: UnitOfWork,
    calendar_id: UUID,
    found: tuple[SlaCalendar, SlaCalendarVersion] | None,
    entry: Content,
    reason: str,
) -> None:
    """Bring one calendar in line with its content."""
    wanted = {field: entry[field] for field in ("name", "is_default", "is_active", "definition")}
    if found is None:
        columns = {field: value for field, value in wanted.items() if field != "definition"}
        made = {"version": 1, "created_at": work.now, "updated_at": work.now}
        row = SlaCalendar(id=calendar_id, key=entry["key"], **made, **columns)
        work.session.add(row)
        changes: dict[str, tuple[Any, Any]] = {"name": (None, row.name)}
    else:
        row = found[0]
        before = {"name": row.name, "is_default": row.is_default, "is_active": row.is_active}
        before["definition"] = found[1].definition
        changes = {field: (before[field], value) for field, value in wanted.items() if before[field] != value}
        if not changes:
            return
        row.name, row.is_default, row.is_active = wanted["name"], wanted["is_default"], wanted["is_active"]
        row.version, row.updated_at = row.version + 1, work.now
    await flush(work.session)
    add_calendar_version(work, row, wanted["definition"], reason=reason)
    await flush(work.session)
    event = CalendarUpdated if found else CalendarCreated
    summary = f"Calendar {row.name}: version {row.version} in force"
    work.record(event(subject_id=row.id, version=row.version, changes=changes | why(reason), summary=summary))


async def _give_up_default(
    work: UnitOfWork,
    present: Mapping[UUID, tuple[SlaCalendar, SlaCalendarVersion]],
    wanted: Mapping[UUID, Content],
) -> None:
    """Let the former default go first: there are never two."""
    for calendar_id, (row, _) in present.items():
        if row.is_default and not wanted.get(calendar_id, {"is_default": False})["is_default"]:
            row.is_default = False
            row.updated_at = work.now
    await flush(work.session)
