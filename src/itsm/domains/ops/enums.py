"""Words of this room."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands: waiting for its time, being run, or set aside after failing too often."""

    READY = "ready"
    RUNNING = "running"
    PARKED = "parked"


class Verdict(StrEnum):
    """How a part of the desk is doing."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"
