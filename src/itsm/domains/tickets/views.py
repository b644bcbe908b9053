"""A ticket as it is answered: which columns are read, and how a row becomes JSON.

Rows come as plain tuples in the order of the lists below, and stored JSON goes out as it is stored, so that
an answer is written once and no object is made per row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.moments import raw_moment
from itsm.domains.tickets.policies import moves_for

if TYPE_CHECKING:
    from itsm.platform.actor import Actor


def _name(table: str, column: str) -> str:
    """Return the name that an id of the ticket stands for. A subquery and no join: there is nothing to plan."""
    return f"(SELECT n.name FROM {table} n WHERE n.id = t.{column})"  # noqa: S608 - constants of this module


# Ids are read as text: nothing is made of them but JSON.
# Answers that come straight from one column, in the order in which they are shown.
_ITEM_PLAIN: Mapping[str, str] = {
    "id": "t.id::text",
    "number": "t.number",
    "type": "t.type",
    "status": "t.status",
    "priority_source": "t.priority_source",
    "title": "t.title",
    "category": _name("categories", "category_id"),
    "subcategory": _name("categories", "subcategory_id"),
    "location": _name("locations", "location_id"),
    "tags": "t.tags",
    "is_escalated": "t.is_escalated",
    "is_breached": "t.is_breached",
    "is_unrouted": "t.is_unrouted",
    "pending_reason": "t.pending_reason",
    "version": "t.version",
    "created_at": "t.created_at",
    "updated_at": "t.updated_at",
}
_ITEM_MADE = (
    "t.priority",
    "t.requester_id::text",
    _name("users", "requester_id"),
    "t.team_id::text",
    _name("teams", "team_id"),
    "t.assignee_id::text",
    _name("users", "assignee_id"),
    "t.response_due_at",
    "t.response_state",
    "t.resolution_due_at",
    "t.resolution_state",
    "t.next_due_at",
)
_DETAIL_PLAIN: Mapping[str, str] = {
    "description": "t.description",
    "business_impact": "t.business_impact",
    "impact": "t.impact",
    "urgency": "t.urgency",
    "source": "t.source",
    "resolution_summary": "t.resolution_summary",
    "resolution_category": "t.resolution_category",
    "root_cause": "t.root_cause",
    "first_responded_at": "t.first_responded_at",
    "resolved_at": "t.resolved_at",
    "closed_at": "t.closed_at",
    "auto_closed": "t.auto_closed",
    "reopen_count": "t.reopen_count",
    "reassignment_count": "t.reassignment_count",
}
_PLAIN_COUNT = len(_ITEM_PLAIN)
_ITEM_COUNT = _PLAIN_COUNT + len(_ITEM_MADE)
_TIMES = _ITEM_COUNT - 5
_DETAIL_NAMES = tuple(_DETAIL_PLAIN)

ITEM_COLUMNS = ", ".join((*_ITEM_PLAIN.values(), *_ITEM_MADE))
# A list reads ids where memory knows the names: fifty rows would look up a hundred and fifty of them.
_FROM_MEMORY = {name: f"t.{name}_id::text" for name in ("category", "subcategory", "location")}
LIST_COLUMNS = ", ".join(
    raw_moment(part) if part.endswith("_at") else part
    for part in (*{**_ITEM_PLAIN, **_FROM_MEMORY}.values(), *_ITEM_MADE)
)
_DETAIL_MADE = ("t.created_by_id", _name("users", "created_by_id"), "t.merged_into_id", "t.location_id")
_DETAIL_PARTS = (*_ITEM_PLAIN.values(), *_ITEM_MADE, *_DETAIL_PLAIN.values(), *_DETAIL_MADE)
DETAIL_COLUMNS = ", ".join(_DETAIL_PARTS)
DETAIL_COUNT = len(_DETAIL_PARTS)
# The column of each part, and whether the part is the name that the column's id stands for.
_DETAIL_SOURCES = tuple(
    (part.rpartition("t.")[2].rstrip(")").removesuffix("::text"), part.startswith("(")) for part in _DETAIL_PARTS
)

# What the database fills in where a new ticket does not say.
_STORED_DEFAULTS: Mapping[str, Any] = {
    "auto_closed": False,
    "is_escalated": False,
    "is_breached": False,
    "reopen_count": 0,
    "reassignment_count": 0,
}

OTHERS = ("update", "ola", "promise")
"""The metrics a ticket shows beside response and resolution."""
ITEM_FIELDS = frozenset({*_ITEM_PLAIN, "priority", "requester", "team", "assignee", "sla"})
DETAIL_FIELDS = ITEM_FIELDS | {*_DETAIL_NAMES, "created_by", "merged_into_id", "decision", "allowed_transitions"}


def named(key: Any, name: str | None) -> dict[str, Any] | None:
    """Return a person or team as other things mention it, or None."""
    return None if key is None else {"id": key, "name": name}


class _AsRead(dict[Any, Any]):
    """Names and moments where the row holds them already."""

    def __missing__(self, key: Any) -> Any:
        """Return what was read."""
        return key


_AS_READ = _AsRead()


def item(row: Any, names: Mapping[Any, Any] = _AS_READ, moments: Mapping[Any, Any] = _AS_READ) -> dict[str, Any]:
    """Return a row of `ITEM_COLUMNS` as an entry of a list.

    A row of `LIST_COLUMNS` needs the names that its ids stand for, and `moments.WRITTEN`. Raises KeyError for an id
    that `names` does not know.
    """
    # One display and no loop over names: a page has fifty of these.
    (
        key,
        number,
        kind,
        status,
        priority_source,
        title,
        category,
        subcategory,
        location,
        tags,
        is_escalated,
        is_breached,
        is_unrouted,
        pending_reason,
        version,
        created_at,
        updated_at,
        priority,
        requester_id,
        requester,
        team_id,
        team,
        assignee_id,
        assignee,
    ) = row[:_TIMES]
    return {
        "id": key,
        "number": number,
        "type": kind,
        "status": status,
        "priority_source": priority_source,
        "title": title,
        "category": names[category],
        "subcategory": names[subcategory],
        "location": names[location],
        "tags": tags,
        "is_escalated": is_escalated,
        "is_breached": is_breached,
        "is_unrouted": is_unrouted,
        "pending_reason": pending_reason,
        "version": version,
        "created_at": moments[created_at],
        "updated_at": moments[updated_at],
        "priority": f"P{priority}",
        "requester": {"id": requester_id, "name": requester},
        "team": None if team_id is None else {"id": team_id, "name": team},
        "assignee": None if assignee_id is None else {"id": assignee_id, "name": assignee},
        "sla": _times(row[_TIMES:_ITEM_COUNT], moments),
    }


def _times(row: Any, moments: Mapping[Any, Any]) -> dict[str, Any]:
    response_due_at, response_state, resolution_due_at, resolution_state, next_due_at = row
    return {
        "response": response_state and {"due_at": moments[response_due_at], "state": response_state},
        "resolution": resolution_state and {"due_at": moments[resolution_due_at], "state": resolution_state},
        "next_due_at": moments[next_due_at],
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """The columns of a row on which it depends who does what."""

    requester_id: Any
    team_id: UUID | None
    assignee_id: UUID | None
    location_id: UUID


def detail(row: Any, actor: Actor, *, sla: dict[str, Any], decision: Any) -> dict[str, Any]:
    """Return a row of `DETAIL_COLUMNS` as the whole ticket; `decision` may be JSON text as stored.

    `sla` holds the policy and a clock for each metric.
    """
    shown = item(row)
    shown |= dict(zip(_DETAIL_NAMES, row[_ITEM_COUNT:], strict=False))
    created_by_id, created_by, merged_into_id, location_id = row[DETAIL_COUNT - 4 : DETAIL_COUNT]
    shown["created_by"] = named(created_by_id, created_by)
    shown["merged_into_id"] = merged_into_id
    requester, team, assignee = (UUID(row[_PLAIN_COUNT + n]) if row[_PLAIN_COUNT + n] else None for n in (1, 3, 5))
    place = _Place(requester, team, assignee, location_id)
    shown["allowed_transitions"] = moves_for(actor, place, TicketStatus(shown["status"]))
    shown["sla"] = sla | {"next_due_at": shown["sla"]["next_due_at"]}
    shown["decision"] = orjson.Fragment(decision) if isinstance(decision, str) else decision
    return shown


def only(shown: dict[str, Any], wanted: frozenset[str] | None) -> dict[str, Any]:
    """Return the `wanted` fields of an answer, or all of it."""
    if wanted is None:
        return shown
    return {name: value for name, value in shown.items() if name in wanted}


def clock(
    due_at: datetime | None,
    state: str | None,
    *,
    warned_at: datetime | None = None,
    breached_at: datetime | None = None,
    met_at: datetime | None = None,
    remaining_seconds: int | None = None,
) -> dict[str, Any] | None:
    """Return one clock as a ticket shows it; None where the ticket has no such target."""
    if state is None:
        return None
    return {
        "due_at": due_at,
        "state": state,
        "warned_at": warned_at,
        "breached_at": breached_at,
        "met_at": met_at,
        "remaining_seconds": remaining_seconds,
    }


def row_of(columns: Mapping[str, Any], names: Mapping[str, str | None]) -> tuple[Any, ...]:
    """Return a ticket that is not stored yet as the row of `DETAIL_COLUMNS` it will be read as.

    `names` are the names that its ids stand for, by column.
    """
    stored = {**_STORED_DEFAULTS, **columns}
    return tuple(names[column] if is_name else _plain(stored.get(column)) for column, is_name in _DETAIL_SOURCES)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def decision_for(actor: Actor, decision: dict[str, Any]) -> dict[str, Any]:
    """Return a decision as `actor` may read it: how busy each agent is, is for those who work tickets."""
    if actor.is_staff:
        return decision
    routing = {name: value for name, value in decision["routing"].items() if name != "candidates"}
    return decision | {"routing": routing}
