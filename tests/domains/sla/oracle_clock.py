"""The slow truth of one clock: lives through every minute of a ticket, sharing no code with the engine."""

from __future__ import annotations

from dataclasses import dataclass, field

from itsm.domains.sla.engine.definitions import CalendarDefinition
from tests.domains.sla.oracle import MINUTE, is_open


@dataclass
class SlowClock:
    """Counts minute by minute; `calendar` None is around the clock."""

    calendar: CalendarDefinition | None
    target: int
    now: int
    elapsed: int = 0
    is_paused: bool = False
    breached_at: int | None = None
    cycles: int = 1
    lived: list[tuple[int, bool]] = field(default_factory=list)

    def live_until(self, then: int) -> None:
        """Let whole minutes pass; a target used up is breached at that very moment."""
        while self.now < then:
            self.lived.append((self.now, self.is_paused))
            if not self.is_paused and self._counts(self.now):
                self.elapsed += MINUTE
            self.now += MINUTE
            self._judge()

    def take(self, way: str, calendar: CalendarDefinition | None, target: int) -> None:
        """Get the target of another priority in one of the three ways."""
        self.calendar, self.target = calendar, target
        if way == "restart":
            self.elapsed, self.lived, self.breached_at, self.cycles = 0, [], None, self.cycles + 1
        elif way == "as_if_always":
            self.elapsed = sum(MINUTE for at, paused in self.lived if not paused and self._counts(at))
        self._judge()

    def _judge(self) -> None:
        if self.elapsed >= self.target and self.breached_at is None:
            self.breached_at = self.now

    def _counts(self, at: int) -> bool:
        return self.calendar is None or is_open(self.calendar, at)
