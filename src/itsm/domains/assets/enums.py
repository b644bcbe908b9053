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


class ImportSource(StrEnum):
    """Where assets come in from: a table that somebody sent, or what an inventory agent found."""

    TABLE = "table"
    INVENTORY = "inventory"


class ImportState(StrEnum):
    """How far an import is."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    STOPPED = "stopped"


class ImportKey(StrEnum):
    """By what the assets of a file are known."""

    TAG = "tag"
    SERIAL = "serial"
    SOURCE = "source_key"


class RowOutcome(StrEnum):
    """What becomes of a row of an import."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class RowPhase(StrEnum):
    """How far a row is: to be checked, checked, carried out, taken back, or kept when the rest was."""

    WAITING = "waiting"
    CHECKED = "checked"
    DONE = "done"
    RESTORED = "restored"
    KEPT = "kept"


class HealthRule(StrEnum):
    """What the health of an asset is made of, in the order in which it is told."""

    STATE = "state"
    AGE = "age"
    WARRANTY = "warranty"
    MAINTENANCE = "maintenance"
    OPEN_INCIDENTS = "open_incidents"
    RECENT_INCIDENTS = "recent_incidents"


class HealthFinding(StrEnum):
    """What was found: nothing to say, something that nears, something that weighs, nothing known."""

    FINE = "fine"
    SOON = "soon"
    OVER = "over"
    UNKNOWN = "unknown"


class HealthBand(StrEnum):
    """What a score means."""

    GOOD = "good"
    WATCH = "watch"
    RISK = "risk"


class AssetSort(StrEnum):
    """In which order a list is: the last changed first, or the least healthy."""

    UPDATED = "updated"
    HEALTH = "health"
