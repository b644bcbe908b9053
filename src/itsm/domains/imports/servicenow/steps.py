"""What a row asks for: pure comparison of a row with the one before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from itsm.domains.imports.servicenow.log import Entry

# State of the log → status here and, while pending, for whom it waits.
STATES: Mapping[str, tuple[str, str | None]] = {
    "New": ("new", None),
    "Active": ("in_progress", None),
    "Awaiting User Info": ("pending", "user"),
    "Awaiting Vendor": ("pending", "vendor"),
    "Awaiting Problem": ("pending", "change"),
    "Awaiting Evidence": ("pending", "user"),
    "Resolved": ("resolved", None),
    "Closed": ("closed", None),
}
PRIORITIES: Mapping[str, str] = {"1 - Critical": "P1", "2 - High": "P2", "3 - Moderate": "P3", "4 - Low": "P4"}
_FINISHED = frozenset({"resolved", "closed"})
_WATCHED = ("state", "group", "agent", "priority")


@dataclass(frozen=True, slots=True)
class Seen:
    """The fields of the row before, as far as rows are compared; what the ticket looks like now."""

    state: str
    group: str
    agent: str
    priority: str
    status: str
    waits_for: str | None

    @classmethod
    def of(cls, entry: Entry, status: str, waits_for: str | None) -> Seen:
        """Return what is remembered of `entry` once its steps are done."""
        return cls(entry.state, entry.group, entry.agent, entry.priority, status, waits_for)


@dataclass(frozen=True, slots=True)
class Create:
    """Raise the ticket."""


@dataclass(frozen=True, slots=True)
class Assign:
    """Give the ticket to a group and, where named, an agent of it."""

    group: str
    agent: str


@dataclass(frozen=True, slots=True)
class Prioritise:
    """Set another priority."""

    priority: str


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Make one move of the status machine."""

    status: str
    waits_for: str | None


Step = Create | Assign | Prioritise | MoveTo
Path = Callable[[str, str], Sequence[str]]


class CannotTakeError(Exception):
    """This row cannot be taken; the message says why."""


def steps_of(entry: Entry, seen: Seen | None, path: Path) -> list[Step]:
    """Return what must happen so that the ticket is as `entry` says; empty where nothing that counts changed.

    `path` gives the moves between two statuses. Raises CannotTakeError for words nobody explained.
    """
    target = STATES.get(entry.state)
    if target is None:
        raise CannotTakeError(f"state {entry.state} is unknown")
    if entry.priority not in PRIORITIES:
        raise CannotTakeError(f"priority {entry.priority or '(empty)'} is unknown")
    steps: list[Step] = [] if seen else [Create()]
    moves = path_to(seen.status if seen else "new", seen.waits_for if seen else None, target, path)
    assignment = _assignment(entry, seen)
    before, after = _split_at_open(moves, seen)
    steps += [*before, *assignment, *_prioritised(entry, seen), *after]
    return steps


def path_to(status: str, waits_for: str | None, target: tuple[str, str | None], path: Path) -> list[MoveTo]:
    """Return the way through the status machine; the log skips moves that this desk makes one by one.

    A ticket that is being worked on does not become new again: the log's "New" then means work.
    """
    wanted, reason = target
    if wanted == "new" and status != "new":
        wanted = "in_progress"
    if status == wanted and (wanted != "pending" or waits_for == reason):
        return []
    through = ["in_progress"] if status == wanted == "pending" else []
    way = [*through, *path(through[0] if through else status, wanted)]
    if not way:
        raise CannotTakeError(f"no way from {status} to {wanted}")
    return [MoveTo(move, reason if move == "pending" else None) for move in way]


def _assignment(entry: Entry, seen: Seen | None) -> list[Step]:
    is_new = seen is None or (entry.group, entry.agent) != (seen.group, seen.agent)
    return [Assign(entry.group, entry.agent)] if is_new and entry.group else []


def _prioritised(entry: Entry, seen: Seen | None) -> list[Step]:
    return [Prioritise(PRIORITIES[entry.priority])] if seen and entry.priority != seen.priority else []


def _split_at_open(path: list[MoveTo], seen: Seen | None) -> tuple[list[Step], list[Step]]:
    """Split the way so that assigning happens while the ticket is open: after reopening, before resolving."""
    if seen is not None and seen.status in _FINISHED and path:
        return list(path[:1]), list(path[1:])
    return [], list(path)
