"""The words of routing."""

from __future__ import annotations

from enum import StrEnum


class NotTaken(StrEnum):
    """Why a member of the team did not get the ticket."""

    INACTIVE = "inactive"
    NOT_ASSIGNABLE = "not_assignable"
    ON_LEAVE = "on_leave"
    OFF_SHIFT = "off_shift"
    AWAY = "away"
    EXCLUDED = "excluded"
    LACKS_SKILL = "lacks_skill"
    AT_CAPACITY = "at_capacity"
    MORE_OPEN_TICKETS = "more_open_tickets"
    MORE_FOR_THEIR_WEIGHT = "more_for_their_weight"
    ASSIGNED_MORE_RECENTLY = "assigned_more_recently"
    LATER_IN_ORDER = "later_in_order"
    RULE_NAMES_ANOTHER = "rule_names_another"


class Via(StrEnum):
    """By which way an agent was found: in the team, in the team that is awake, from the on-call list."""

    TEAM = "team"
    FOLLOWED = "followed"
    ON_CALL = "on_call"
