"""Words of this room."""

from __future__ import annotations

from enum import StrEnum


class PostKind(StrEnum):
    """What a post is about."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    ANNOUNCEMENT = "announcement"


class PostState(StrEnum):
    """How far a post is; each kind has its own, see `engine.STATES`."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ServiceImpact(StrEnum):
    """What an incident does to the services it names."""

    DEGRADED = "degraded"
    DOWN = "down"


class ServiceState(StrEnum):
    """How a service does."""

    OPERATIONAL = "operational"
    MAINTENANCE = "maintenance"
    DEGRADED = "degraded"
    DOWN = "down"
