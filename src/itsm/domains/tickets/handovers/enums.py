"""Words of handing over."""

from __future__ import annotations

from enum import StrEnum


class HandoverState(StrEnum):
    """How far a handover is."""

    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """What became of one ticket: `kept` was moved or finished by somebody else, `returned` was undone."""

    WAITING = "waiting"
    MOVED = "moved"
    KEPT = "kept"
    RETURNING = "returning"
    RETURNED = "returned"


class Why(StrEnum):
    """Why somebody's tickets are offered."""

    DEACTIVATED = "deactivated"
    ON_LEAVE = "on_leave"
