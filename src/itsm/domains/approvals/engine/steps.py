"""When a step is settled, and the whole of them. Pure.

A step needs `needed` of its places to say yes. It is approved as soon as they have, and rejected as soon as too few
places are left that could. Steps are taken in order: one opens when the one before is approved; the first rejection
ends it all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsm.domains.approvals.enums import Standing, StepRule, Vote


@dataclass(frozen=True, slots=True)
class StepVotes:
    """How many must say yes, and what each place said so far."""

    needed: int
    votes: tuple[Vote | None, ...]


def needed_of(rule: StepRule, quorum: int, places: int) -> int | None:
    """Return how many of `places` must say yes; None where there are too few of them for the rule."""
    wanted = {StepRule.ANY: 1, StepRule.ALL: max(places, 1), StepRule.QUORUM: max(quorum, 1)}[rule]
    return wanted if wanted <= places else None


def standing_of(step: StepVotes) -> Standing:
    """Return where an open step stands by its votes."""
    if step.votes.count(Vote.APPROVED) >= step.needed:
        return Standing.APPROVED
    possible = len(step.votes) - step.votes.count(Vote.REJECTED)
    return Standing.OPEN if possible >= step.needed else Standing.REJECTED


def course(steps: Sequence[StepVotes]) -> tuple[Standing, ...]:
    """Return where each step stands: those after one that is not approved wait."""
    found: list[Standing] = []
    is_reached = True
    for step in steps:
        standing = standing_of(step) if is_reached else Standing.WAITING
        is_reached = standing is Standing.APPROVED
        found.append(standing)
    return tuple(found)


def whole(standings: Sequence[Standing]) -> Standing:
    """Return where an approval stands as a whole, by its steps."""
    if Standing.REJECTED in standings:
        return Standing.REJECTED
    return Standing.APPROVED if all(one is Standing.APPROVED for one in standings) else Standing.OPEN
