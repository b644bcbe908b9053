"""Stored definitions (JSON) from and to the engine's objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from itsm.domains.conditions.api import all_of, one_of
from itsm.domains.conditions.enums import TicketField
from itsm.domains.settings.api import Reference
from itsm.domains.sla.codec_policy import levels_from, options_from
from itsm.domains.sla.engine.definitions import CalendarDefinition, Hours, SpecialDay
from itsm.domains.sla.engine.selection import Policy
from itsm.domains.sla.enums import CalendarSource
from itsm.platform.expressions.tree import Node, from_json

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def calendar_from(definition: Mapping[str, Any]) -> CalendarDefinition:
    """Return the calendar a stored definition describes. Raises ValueError for one that cannot be."""
    return CalendarDefinition(
        zone=ZoneInfo(definition["timezone"]),
        week=tuple(hours_from(definition["week"][day]) for day in WEEKDAYS),
        holidays={date.fromisoformat(row["date"]): row["name"] for row in definition["holidays"]},
        exceptions={
            date.fromisoformat(row["date"]): SpecialDay(row["name"], hours_from(row["hours"]))
            for row in definition["exceptions"]
        },
    )


def hours_from(rows: Sequence[Mapping[str, str]]) -> tuple[Hours, ...]:
    """Return the intervals of a day from `{"start": "08:00", "end": "17:00"}` rows."""
    return tuple(Hours(minute_of(row["start"]), minute_of(row["end"])) for row in rows)


def minute_of(clock_time: str) -> int:
    """Return the minutes since midnight of `HH:MM`; `24:00` is the end of the day."""
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)


def clock_time_of(minute: int) -> str:
    """Return `HH:MM` of minutes since midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def hours_to(hours: Sequence[Hours]) -> list[dict[str, str]]:
    """Return the rows of a day's intervals."""
    return [{"start": clock_time_of(one.start_minute), "end": clock_time_of(one.end_minute)} for one in hours]


def policy_from(
    policy_id: UUID, version_id: UUID, name: str, definition: Mapping[str, Any], reference: Reference
) -> Policy:
    """Return the policy a stored definition describes, also in the shape before `where`."""
    calendar_id = definition["calendar_id"]
    return Policy(
        id=policy_id,
        version_id=version_id,
        name=name,
        where=where_of(definition, reference),
        targets={metric: seconds for metric, seconds in definition["targets"].items() if seconds is not None},
        source=CalendarSource(definition["calendar_source"]),
        calendar_id=UUID(calendar_id) if calendar_id is not None else None,
        thresholds=tuple(definition["thresholds"]),
        options=options_from(definition),
        levels=levels_from(definition),
    )


def where_of(definition: Mapping[str, Any], reference: Reference) -> Node:
    """Return when a stored policy holds. Before `where` it kept lists, places and categories by key."""
    if "where" in definition:
        return from_json(definition["where"])
    lists = definition["conditions"]
    entries = reference.category_by_id.values()
    parents = {entry.key: entry.id for entry in entries if entry.parent_id is None}
    places = {place.key: place.id for place in reference.location_by_id.values()}
    # The same key may stand under several categories: the list meant each of them.
    children = [entry.id for entry in entries if entry.parent_id and entry.key in lists["subcategories"]]
    return all_of(
        [
            one_of(TicketField.PRIORITY, lists["priorities"]),
            one_of(TicketField.TYPE, lists["types"]),
            one_of(TicketField.CATEGORY, [parents.get(key, key) for key in lists["categories"]]),
            one_of(TicketField.SUBCATEGORY, children or lists["subcategories"]),
            one_of(TicketField.LOCATION, [places.get(key, key) for key in lists["locations"]]),
            one_of(TicketField.DEPARTMENT, lists["departments"]),
        ]
    )
