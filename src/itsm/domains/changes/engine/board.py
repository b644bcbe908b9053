"""Which approval rules apply to a change. Pure; the rules are data, several may match, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itsm.domains.changes.enums import BoardPhase, ChangeType, RiskLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRule:
    """A step of approval and when it is asked for. No types or levels: all of them. `asks` says whom (opaque here)."""

    name: str
    phase: BoardPhase
    types: frozenset[ChangeType]
    levels: frozenset[RiskLevel]
    asks: Any = None

    def matches(self, phase: BoardPhase, kind: ChangeType, level: RiskLevel) -> bool:
        """Tell whether this step is asked for."""
        return (
            self.phase is phase and (not self.types or kind in self.types) and (not self.levels or level in self.levels)
        )


def steps_for(
    rules: Sequence[BoardRule], phase: BoardPhase, kind: ChangeType, level: RiskLevel
) -> tuple[BoardRule, ...]:
    """Return the steps of a change, in the order of the rules."""
    return tuple(rule for rule in rules if rule.matches(phase, kind, level))


def approves_itself(
    kind: ChangeType, level: RiskLevel, *, is_preapproved: bool, is_as_in_template: bool, is_frozen: bool
) -> bool:
    """Tell whether nobody need be asked: a standard change of low risk, as its pre-approved template says."""
    return (
        kind is ChangeType.STANDARD
        and level is RiskLevel.LOW
        and is_preapproved
        and is_as_in_template
        and not is_frozen
    )
