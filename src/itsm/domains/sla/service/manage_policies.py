"""Policies: add, change (always a new version), put in order, deactivate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from itsm.domains.conditions import api as conditions
from itsm.domains.settings import api as settings
from itsm.domains.sla.codec import where_of
from itsm.domains.sla.codec_policy import SHIPPED_OPTIONS
from itsm.domains.sla.engine.selection import VOCABULARY
from itsm.domains.sla.events import PolicyCreated, PolicyDeactivated, PolicyMoved, PolicyUpdated
from itsm.domains.sla.models import SlaCalendar, SlaPolicy, SlaPolicyVersion
from itsm.domains.sla.repository import DEACTIVATED, add_policy_version, flush, lock_policies, policy, why
from itsm.domains.sla.schemas.escalations import LevelInput
from itsm.domains.sla.schemas.options import OptionsInput
from itsm.domains.sla.schemas.policies import PolicyCalendarInput, PolicyCreate, PolicyPatch
from itsm.domains.sla.service.check_levels import checked_levels
from itsm.domains.sla.snapshot import CONFIG_NAME
from itsm.platform.errors import Invalid, StaleVersion
from itsm.platform.expressions.tree import to_json
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "settings.manage"

Found = tuple[SlaPolicy, SlaPolicyVersion]


async def create_policy(work: UnitOfWork, new: PolicyCreate) -> Found:
    """Add a policy; raise NameTaken, or Invalid for categories, locations or calendars that are unknown."""
    work.actor.require(MANAGE)
    definition = await _definition(work, new.where, new.calendar)
    definition |= {"targets": new.targets.model_dump(), "thresholds": sorted(set(new.thresholds))}
    definition |= await _course(work, new.options, new.escalations)
    others = await lock_policies(work.session)
    row = SlaPolicy(
        id=new_id(),
        name=new.name,
        position=len(others) + 1,
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    await flush(work.session)
    _place(others, row, new.position or len(others) + 1)
    add_policy_version(work, row, definition, reason=new.reason)
    await flush(work.session)
    work.touch_config(CONFIG_NAME)
    changes = {"name": (None, row.name), "targets": (None, definition["targets"])} | why(new.reason)
    work.record(PolicyCreated(subject_id=row.id, version=1, changes=changes, summary=f"SLA policy {row.name} added"))
    return await policy(work.session, row.id)


async def update_policy(work: UnitOfWork, policy_id: UUID, patch: PolicyPatch, *, version: int) -> Found:
    """Change a policy as a new version; raise NotFound, StaleVersion, NameTaken, Invalid.

    Tickets already raised keep the version they were given. A change of place alone is no new version
    of what the policy promises, but counts in its version number all the same.
    """
    work.actor.require(MANAGE)
    others = await lock_policies(work.session)
    row, current = await _locked(work, policy_id, version)
    definition = await _patched(work, patch, current.definition)
    changes = _changes(row, current, patch, definition)
    moves = _moves(others, row, patch)
    if not changes and not moves:
        return row, current
    row.name = patch.name or row.name
    row.is_active = row.is_active if patch.is_active is None else patch.is_active
    _order(others, row, patch.position)
    await _save(work, row, definition, patch.reason)
    event = PolicyUpdated if changes else PolicyMoved
    summary = f"SLA policy {row.name}: {', '.join(sorted(changes | moves))} changed"
    told = changes | moves | why(patch.reason)
    work.record(event(subject_id=row.id, version=row.version, changes=told, summary=summary))
    return await policy(work.session, row.id)


async def delete_policy(work: UnitOfWork, policy_id: UUID, *, version: int) -> None:
    """Deactivate a policy; raise NotFound, StaleVersion. Deactivating again changes nothing."""
    work.actor.require(MANAGE)
    others = await lock_policies(work.session)
    row, current = await _locked(work, policy_id, version)
    if not row.is_active:
        return
    row.is_active = False
    _order(others, row, None)
    await _save(work, row, current.definition, DEACTIVATED)
    work.record(
        PolicyDeactivated(
            subject_id=row.id,
            version=row.version,
            changes={"is_active": (True, False)},
            summary=f"SLA policy {row.name} deactivated",
        )
    )


async def _locked(work: UnitOfWork, policy_id: UUID, version: int) -> Found:
    row, current = await policy(work.session, policy_id, lock=True)
    if row.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=row.version)
    return row, current


async def _save(work: UnitOfWork, row: SlaPolicy, definition: Mapping[str, Any], reason: str) -> None:
    row.version += 1
    row.updated_at = work.now
    add_policy_version(work, row, definition, reason=reason)
    await flush(work.session)
    work.touch_config(CONFIG_NAME)


async def _patched(work: UnitOfWork, patch: PolicyPatch, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definition with what the patch gives."""
    definition = await _up_to_date(work, old)
    definition |= await _definition(work, patch.where, patch.calendar)
    if patch.targets is not None:
        definition["targets"] = patch.targets.model_dump()
    if patch.thresholds is not None:
        definition["thresholds"] = sorted(set(patch.thresholds))
    return definition | await _course(work, patch.options, patch.escalations)


async def _course(
    work: UnitOfWork, options: OptionsInput | None, escalations: list[LevelInput] | None
) -> dict[str, Any]:
    """Return the parts of a definition that say how clocks behave and what their thresholds set off."""
    course: dict[str, Any] = {}
    if options is not None:
        course["options"] = options.model_dump(mode="json")
    if escalations is not None:
        course["escalations"] = await checked_levels(work.session, escalations)
    return course


async def _up_to_date(work: UnitOfWork, old: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition in the shape of today; what has it already stays as it is."""
    where = to_json(where_of(old, await settings.reference(work.session)))
    return {key: value for key, value in old.items() if key != "conditions"} | {"where": where}


async def _definition(
    work: UnitOfWork, where: Mapping[str, Any] | None, calendar: PolicyCalendarInput | None
) -> dict[str, Any]:
    """Return the parts of a definition that name other things, with what they name found."""
    definition: dict[str, Any] = {}
    if where is not None:
        definition["where"] = await conditions.read_where(work.session, where, VOCABULARY)
    if calendar is not None:
        await _check_calendar(work, calendar)
        definition["calendar_source"] = calendar.source.value
        definition["calendar_id"] = str(calendar.calendar_id) if calendar.calendar_id else None
    return definition


async def _check_calendar(work: UnitOfWork, wanted: PolicyCalendarInput) -> None:
    if wanted.calendar_id is None:
        return
    row = await work.session.get(SlaCalendar, wanted.calendar_id)
    if row is None or not row.is_active:
        raise Invalid.field("calendar.calendar_id", "Choose an active calendar.", "unknown_reference")


def _changes(
    row: SlaPolicy, current: SlaPolicyVersion, patch: PolicyPatch, definition: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    changes = {
        key: (_stored(current, key), value) for key, value in definition.items() if _stored(current, key) != value
    }
    if patch.name is not None and patch.name != row.name:
        changes["name"] = (row.name, patch.name)
    if patch.is_active is not None and patch.is_active != row.is_active:
        changes["is_active"] = (row.is_active, patch.is_active)
    return changes


def _stored(current: SlaPolicyVersion, key: str) -> Any:
    """Return what a version says; one older than options and levels has the shipped ones."""
    older = {"options": SHIPPED_OPTIONS, "escalations": []}
    return current.definition.get(key, older.get(key))


def _moves(others: Sequence[SlaPolicy], row: SlaPolicy, patch: PolicyPatch) -> dict[str, tuple[Any, Any]]:
    if patch.position is None or not row.is_active:
        return {}
    place = min(patch.position, len(others))
    return {"position": (row.position, place)} if place != row.position else {}


def _order(others: Sequence[SlaPolicy], row: SlaPolicy, position: int | None) -> None:
    """Give every active policy its number from 1; one made active again comes last."""
    rest = [other for other in others if other.id != row.id]
    if not row.is_active:
        for number, other in enumerate(rest, 1):
            other.position = number
        return
    was_active = len(rest) < len(others)
    place = position or (row.position if was_active else len(rest) + 1)
    _place(rest, row, place)


def _place(rest: Sequence[SlaPolicy], row: SlaPolicy, place: int) -> None:
    ordered = list(rest)
    ordered.insert(min(place, len(rest) + 1) - 1, row)
    for number, policy_row in enumerate(ordered, 1):
        policy_row.position = number
