"""Which policy a ticket gets: the first one, in order, whose condition holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from itsm.domains.conditions.api import TicketFacts, ticket_vocabulary
from itsm.domains.conditions.enums import TicketField
from itsm.domains.sla.engine.clocks import Target
from itsm.domains.sla.engine.levels import Level, percents_of
from itsm.domains.sla.engine.options import SHIPPED, Options
from itsm.domains.sla.enums import CalendarSource
from itsm.platform.expressions.rulebook import Rulebook
from itsm.platform.expressions.tree import Node

VOCABULARY: Final = ticket_vocabulary(TicketField)


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a policy; `targets` maps metrics to seconds, `thresholds` are warning percents."""

    id: UUID
    version_id: UUID
    name: str
    where: Node
    targets: Mapping[str, int]
    source: CalendarSource
    calendar_id: UUID | None = None
    thresholds: tuple[int, ...] = field(default=(80,))
    options: Options = SHIPPED
    levels: tuple[Level, ...] = ()

    def target(self, metric: str) -> Target | None:
        """Return what a clock of this metric is given; None where the metric is not timed."""
        seconds = self.targets.get(metric)
        return Target(seconds, self.thresholds, percents_of(self.levels, metric)) if seconds is not None else None


class PolicySet:
    """Policies in the order in which they are tried, compiled; immutable."""

    def __init__(self, policies: Iterable[Policy], *, languages: Sequence[str] = ("english",)) -> None:
        self.policies = tuple(policies)
        self._book = Rulebook([policy.where for policy in self.policies], VOCABULARY, languages=languages)

    def choose(self, ticket: TicketFacts) -> Policy | None:
        """Return the first policy that accepts the ticket; None when none does."""
        facts = self._book.facts(ticket.values())
        holding = (number for number in self._book.candidates(facts) if self._book.trees[number].holds(facts))
        number = next(holding, None)
        return None if number is None else self.policies[number]
