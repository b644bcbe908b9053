"""The fixed words that several rooms share. They are part of the interface and not editable."""

from __future__ import annotations

from enum import StrEnum


class Priority(StrEnum):
    """How soon a ticket must be looked after; "P1" sorts before "P4"."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Impact(StrEnum):
    """How many people a ticket touches."""

    COMPANY = "company"
    DEPARTMENT = "department"
    FEW = "few"
    ONE = "one"


class Urgency(StrEnum):
    """How soon its absence hurts."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class PendingReason(StrEnum):
    """Who or what a pending ticket waits for."""

    USER = "user"
    VENDOR = "vendor"
    CHANGE = "change"
    APPROVAL = "approval"


class TicketType(StrEnum):
    """What kind of ticket it is."""

    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"


class TicketSource(StrEnum):
    """How a ticket came in."""

    PORTAL = "portal"
    AGENT = "agent"
    API = "api"
    EMAIL = "email"
    IMPORT = "import"
