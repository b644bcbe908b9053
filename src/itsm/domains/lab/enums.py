"""The words of the lab."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What can be drafted: each is one content."""

    ROUTING = "routing"
    CLASSIFICATION = "classification"
    SLA_POLICIES = "sla_policies"
    CALENDARS = "calendars"


class DraftState(StrEnum):
    """Where a draft stands. `blocked`: it was to be activated at a time, and could not be."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    BLOCKED = "blocked"
    ACTIVATED = "activated"
    DISCARDED = "discarded"


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class What(StrEnum):
    """What of a ticket a draft would change."""

    PRIORITY = "priority"
    TEAM = "team"
    AGENT = "agent"
    DUE = "due"
    BREACH = "breach"


ENDED = frozenset({RunState.DONE, RunState.CANCELLED, RunState.FAILED})
EDITABLE = frozenset({DraftState.OPEN, DraftState.BLOCKED})
