"""Escalation levels of a policy: at what percent of which target, who is told and what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsm.domains.sla.enums import Recipient

ONE_HIGHER: Final = "one_higher"
HIGHEST: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level; `position` counts from 0 within its policy version.

    `percent` of the target may lie beyond 100. `priority` is P1 to P4 or `one_higher`.
    """

    position: int
    name: str
    metric: str
    percent: int
    recipients: tuple[Recipient, ...] = ()
    people: tuple[UUID, ...] = ()
    team_id: UUID | None = None
    agent_id: UUID | None = None
    priority: str | None = None
    watchers: tuple[UUID, ...] = ()


def percents_of(levels: Iterable[Level], metric: str) -> tuple[int, ...]:
    """Return the percents of a metric's target at which levels wait, each once, in order."""
    return tuple(sorted({level.percent for level in levels if level.metric == metric}))


def levels_at(levels: Iterable[Level], metric: str, percent: int) -> tuple[Level, ...]:
    """Return the levels that a crossing sets off, in their order."""
    return tuple(level for level in levels if (level.metric, level.percent) == (metric, percent))


def raised_priority(present: str, wanted: str | None) -> str | None:
    """Return the priority a level raises a ticket to; None where it has that or a higher one already."""
    if wanted is None:
        return None
    now = int(present[1])
    then = now - 1 if wanted == ONE_HIGHER else int(wanted[1])
    return f"P{then}" if HIGHEST <= then < now else None
