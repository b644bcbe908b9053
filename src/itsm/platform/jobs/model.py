"""What a job is, for those who declare them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from itsm.platform.work import UnitOfWork

Handler = Callable[[UnitOfWork, dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """How a job is run. Its effects and the removal of its row commit together.

    A failing job is tried `max_attempts` times, waiting min(2^n · `backoff_seconds`, 1 h) in between,
    then parked for a person to see. `timeout_seconds` bounds one run.
    """

    handler: Handler
    max_attempts: int = 8
    timeout_seconds: float = 60
    backoff_seconds: float = 2


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job started every `every_seconds` (aligned to the Unix clock), once over all workers."""

    name: str
    job: str
    every_seconds: int
    args: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Loop:
    """Something a worker does again and again: `run` returns the seconds until it wants its next turn."""

    name: str
    run: Callable[[], Awaitable[float]]
