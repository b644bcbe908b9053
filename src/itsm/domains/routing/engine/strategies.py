"""In which order able members of a team are taken, and why one of them comes after another. Pure.

Between equals always the one whose last assignment is longest ago, never assigned first; then by id, so that
the answer is always the same (domain.md, Routing).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.routing.enums import NotTaken
from itsm.domains.teams.enums import AssignmentMode

if TYPE_CHECKING:
    from itsm.domains.routing.engine.agents import Candidate

Order = tuple[Fraction | int, datetime, UUID]

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way of taking turns: what is compared first (`burden`, smallest wins), and its words."""

    burden: Callable[[Candidate], Fraction | int]
    more: NotTaken
    fewest: str

    def order(self, candidate: Candidate) -> Order:
        """Return the key by which able candidates are taken, smallest first."""
        return (self.burden(candidate), candidate.last_assigned_at or _NEVER, candidate.agent_id)

    def behind(self, candidate: Candidate, taken: Candidate) -> NotTaken:
        """Return why `candidate`, who could have taken it, comes after `taken`."""
        if self.burden(candidate) > self.burden(taken):
            return self.more
        if candidate.last_assigned_at != taken.last_assigned_at:
            return NotTaken.ASSIGNED_MORE_RECENTLY
        return NotTaken.LATER_IN_ORDER

    def why(self, taken: Candidate, able: Sequence[Candidate]) -> str:
        """Return in one sentence why `taken` of the `able`."""
        if len(able) == 1:
            return f"{taken.name} is the only one who can take it now."
        said = self.fewest.format(
            name=taken.name, open=taken.open_count, weight=taken.weight, present=f"{len(able)} present"
        )
        tied = sum(1 for c in able if self.burden(c) == self.burden(taken))
        if tied > 1 and self is not _ROUND_ROBIN:
            return f"{said}, and was assigned longest ago of {tied} equals."
        return f"{said}."


def _weighed(candidate: Candidate) -> Fraction:
    # With this ticket, not without it: the heavier of two idle people comes first, and a team that starts
    # empty ends at shares of exactly the weights (D'Hondt).
    return Fraction(candidate.open_count + 1, candidate.weight)


_LEAST_LOADED: Final = Strategy(
    lambda candidate: candidate.open_count,
    NotTaken.MORE_OPEN_TICKETS,
    "{name} has {open} open, the fewest of {present}",
)
_ROUND_ROBIN: Final = Strategy(
    lambda _: 0,
    NotTaken.ASSIGNED_MORE_RECENTLY,
    "{name} was assigned longest ago of {present}",
)
_WEIGHTED: Final = Strategy(
    _weighed,
    NotTaken.MORE_FOR_THEIR_WEIGHT,
    "{name} has {open} open at weight {weight}, the fewest for their weight of {present}",
)
STRATEGIES: Final = {
    AssignmentMode.LEAST_LOADED: _LEAST_LOADED,
    AssignmentMode.ROUND_ROBIN: _ROUND_ROBIN,
    AssignmentMode.WEIGHTED: _WEIGHTED,
}
