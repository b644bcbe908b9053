"""What a replay did, held against the log's own counters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsm.domains.imports import queries, repository
from itsm.domains.imports.servicenow.log import Entry
from itsm.domains.imports.servicenow.replay import SOURCE, Outcome


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter of this desk against the log's: totals, and in how many incidents they agree."""

    name: str
    here: int
    log: int
    agreeing: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a finished replay. `sla_here` and `sla_log`: share of incidents within target, 0 to 1."""

    incidents: int
    outcome: Outcome
    counters: tuple[Counter, ...]
    sla_here: float | None
    sla_log: float
    refused_ever: int
    refusals: list[tuple[str, int, str]]
    seconds: float

    @property
    def rows_per_second(self) -> float:
        """Rows this run really worked on, a second."""
        return (self.outcome.rows - self.outcome.skipped) / self.seconds if self.seconds else 0.0


async def report(entries: Sequence[Entry], outcome: Outcome, seconds: float, *, most_refusals: int = 1_000) -> Report:
    """Compare what is stored now with the last row of each incident."""
    last = {entry.number: entry for entry in entries}
    items = await repository.load_items(SOURCE)
    pairs = [(items[number], entry) for number, entry in last.items() if number in items]
    met, decided = await queries.within_target(SOURCE)
    return Report(
        incidents=len(pairs),
        outcome=outcome,
        counters=(
            _compare("reassignments", [(i.reassignments, e.reassignment_count) for i, e in pairs]),
            _compare("reopens", [(i.reopens, e.reopen_count) for i, e in pairs]),
        ),
        sla_here=met / decided if decided else None,
        sla_log=sum(e.made_sla for e in last.values()) / len(last) if last else 0.0,
        refused_ever=await repository.refusal_count(SOURCE),
        refusals=await repository.refusals(SOURCE, most_refusals),
        seconds=seconds,
    )


def _compare(name: str, pairs: list[tuple[int, int]]) -> Counter:
    return Counter(
        name=name,
        here=sum(here for here, _ in pairs),
        log=sum(log for _, log in pairs),
        agreeing=sum(here == log for here, log in pairs),
        incidents=len(pairs),
    )
