"""The words of the asset register."""

from __future__ import annotations

from enum import StrEnum


class AssetStatus(StrEnum):
    """Where an asset stands in its life."""

    IN_STOCK = "in_stock"
    ACTIVE = "active"
    FOR_REPAIR = "for_repair"
    RETIRED = "retired"
    LOST = "lost"


class AssetClass(StrEnum):
    """What kind of thing a type is: something to hold, something installed, something delivered."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    SERVICE = "service"


class FieldKind(StrEnum):
    """What a field of a type holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    SWITCH = "switch"
    CHOICE = "choice"


class RelationKind(StrEnum):
    """How one asset stands to another: `source` <kind> `target`."""

    RUNS_ON = "runs_on"
    DEPENDS_ON = "depends_on"
    CONNECTED_TO = "connected_to"
    PART_OF = "part_of"


class Condition(StrEnum):
    """In what state a thing was handed over."""

    NEW = "new"
    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"


class Direction(StrEnum):
    """Which way along the graph: what suffers if this fails, or what this stands on."""

    SUFFERS = "suffers"
    NEEDS = "needs"
