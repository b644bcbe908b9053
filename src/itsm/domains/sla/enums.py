"""The words of service levels, as they are stored and answered."""

from __future__ import annotations

from enum import StrEnum


class Metric(StrEnum):
    """What is timed; one clock each."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    UPDATE = "update"
    OLA = "ola"
    PROMISE = "promise"


PROMISED_TO_REQUESTER = (Metric.RESPONSE, Metric.RESOLUTION)
"""The metrics that the ticket's own row, the queue and the reports look at."""


class OnReopen(StrEnum):
    """What a reopened ticket has left of its target."""

    RESUME = "resume"
    RESTART = "restart"


class OnPriorityChange(StrEnum):
    """From when the target of a new priority counts."""

    AS_IF_ALWAYS = "as_if_always"
    FROM_NOW = "from_now"
    RESTART = "restart"


class Recipient(StrEnum):
    """Whom an escalation level tells, by what they are to the ticket."""

    ASSIGNEE = "assignee"
    TEAM_LEAD = "team_lead"
    TEAM_MANAGER = "team_manager"
    REQUESTER_MANAGER = "requester_manager"
    WATCHERS = "watchers"


class PauseWord(StrEnum):
    """What a clock can stand still for: a status, any pending reason, or a single one."""

    NEW = "new"
    REOPENED = "reopened"
    PENDING = "pending"
    USER = "user"
    VENDOR = "vendor"
    CHANGE = "change"
    APPROVAL = "approval"


class Phase(StrEnum):
    """What the clock does at this moment, whatever has happened to its target."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class ClockState(StrEnum):
    """What people see: one word for phase and outcome together."""

    RUNNING = "running"
    PAUSED = "paused"
    WARNING = "warning"
    BREACHED = "breached"
    MET = "met"
    CANCELLED = "cancelled"


class CalendarSource(StrEnum):
    """Where a policy takes its working time from."""

    ALWAYS = "always"
    LOCATION = "location"
    CALENDAR = "calendar"


class LineKind(StrEnum):
    """One line of the explanation of a due date."""

    WORKED = "worked"
    CLOSED = "closed"
    AFTER_HOURS = "after_hours"
    HOLIDAY = "holiday"
    EXCEPTION = "exception"
    PAUSED = "paused"
    CARRIED = "carried"
    MORE = "more"


RESOLVED_REASON = "resolved"
"""Reason of the pause between resolving and closing."""

BREACH_PERCENT = 100
"""The threshold every clock has: the whole target is used up."""


class Happened(StrEnum):
    """What happens to a ticket that its clocks hear of."""

    WAITS = "waits"
    STARTED = "started"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    PRIORITY = "priority"
