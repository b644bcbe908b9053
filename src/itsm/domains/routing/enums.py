"""The words of routing."""

from __future__ import annotations

from enum import StrEnum


class NotTaken(StrEnum):
    """Why a member of the team did not get the ticket."""

    INACTIVE = "inactive"
    NOT_ASSIGNABLE = "not_assignable"
    AWAY = "away"
    EXCLUDED = "excluded"
    AT_CAPACITY = "at_capacity"
    MORE_OPEN_TICKETS = "more_open_tickets"
    ASSIGNED_MORE_RECENTLY = "assigned_more_recently"
    LATER_IN_ORDER = "later_in_order"
    RULE_NAMES_ANOTHER = "rule_names_another"
