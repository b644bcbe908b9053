"""Words of saved views."""

from __future__ import annotations

from enum import StrEnum


class ViewScope(StrEnum):
    """Who has a view among theirs."""

    PRIVATE = "private"
    TEAM = "team"
    SHARED = "shared"


class Grouping(StrEnum):
    """What the rows of a view are gathered by."""

    STATUS = "status"
    PRIORITY = "priority"
    ASSIGNEE = "assignee"
    TEAM = "team"
    CATEGORY = "category"


class Column(StrEnum):
    """What a view shows of each ticket, beside its title."""

    PRIORITY = "priority"
    STATUS = "status"
    SLA = "sla"
    TEAM = "team"
    ASSIGNEE = "assignee"
    REQUESTER = "requester"
    CATEGORY = "category"
    LOCATION = "location"
    UPDATED = "updated"
