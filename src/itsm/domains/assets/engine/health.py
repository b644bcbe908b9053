"""How healthy an asset is, from 100 down to 0, line by line. Pure.

A line says what was looked at, what was found, and how many points it takes away; the score is what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from itsm.domains.assets.engine.lifecycle import GONE
from itsm.domains.assets.enums import AssetStatus, HealthBand, HealthFinding, HealthRule

FULL: Final = 100
GOOD_FROM, WATCH_FROM = 80, 60
"""From so many points on an asset is well, or to be watched; below it is at risk."""

OLD, AGEING, AGEING_FROM = 25, 10, 0.75
"""Points of what has outlived its time, and of what nears that: from this share of its life on."""
WARRANTY_OVER, WARRANTY_SOON, SOON_DAYS = 15, 5, 90
MAINTENANCE_OVER: Final = 10
EACH_OPEN, MOST_OPEN = 12, 36
EACH_RECENT, MOST_RECENT, RECENT_DAYS = 4, 20, 90
IN_REPAIR: Final = 20
_MONTH_DAYS: Final = 365.2425 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """What is known of an asset. `open_incidents` are not closed; `recent_incidents` were raised in 90 days."""

    status: AssetStatus
    life_months: int | None = None
    purchased_on: date | None = None
    warranty_until: date | None = None
    maintenance_on: date | None = None
    open_incidents: int = 0
    recent_incidents: int = 0


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing that was looked at. `number` is what was found: a share of a life in percent, days, or how many."""

    rule: HealthRule
    finding: HealthFinding
    number: int | None
    points: int


@dataclass(frozen=True, slots=True)
class Health:
    """The score with its lines."""

    score: int
    band: HealthBand
    lines: Sequence[HealthLine]


def health_of(facts: HealthFacts, today: date) -> Health | None:
    """Return how healthy an asset is on a day; None for what is retired or lost."""
    if facts.status in GONE:
        return None
    lines = (
        _state(facts),
        _age(facts, today),
        _ends(HealthRule.WARRANTY, facts.warranty_until, today, over=WARRANTY_OVER, soon=WARRANTY_SOON),
        _ends(HealthRule.MAINTENANCE, facts.maintenance_on, today, over=MAINTENANCE_OVER, soon=0),
        _incidents(HealthRule.OPEN_INCIDENTS, facts.open_incidents, EACH_OPEN, MOST_OPEN),
        _incidents(HealthRule.RECENT_INCIDENTS, facts.recent_incidents, EACH_RECENT, MOST_RECENT),
    )
    score = max(0, FULL - sum(line.points for line in lines))
    return Health(score, band_of(score), lines)


def band_of(score: int) -> HealthBand:
    """Return what a score means."""
    if score >= GOOD_FROM:
        return HealthBand.GOOD
    return HealthBand.WATCH if score >= WATCH_FROM else HealthBand.RISK


def _state(facts: HealthFacts) -> HealthLine:
    if facts.status is AssetStatus.FOR_REPAIR:
        return HealthLine(HealthRule.STATE, HealthFinding.OVER, None, IN_REPAIR)
    return HealthLine(HealthRule.STATE, HealthFinding.FINE, None, 0)


def _age(facts: HealthFacts, today: date) -> HealthLine:
    if facts.purchased_on is None or facts.life_months is None:
        return HealthLine(HealthRule.AGE, HealthFinding.UNKNOWN, None, 0)
    share = max(0, (today - facts.purchased_on).days) / (facts.life_months * _MONTH_DAYS)
    percent = int(share * 100)
    if share >= 1:
        return HealthLine(HealthRule.AGE, HealthFinding.OVER, percent, OLD)
    if share >= AGEING_FROM:
        return HealthLine(HealthRule.AGE, HealthFinding.SOON, percent, AGEING)
    return HealthLine(HealthRule.AGE, HealthFinding.FINE, percent, 0)


def _ends(rule: HealthRule, until: date | None, today: date, *, over: int, soon: int) -> HealthLine:
    if until is None:
        return HealthLine(rule, HealthFinding.UNKNOWN, None, 0)
    days = (until - today).days
    if days < 0:
        return HealthLine(rule, HealthFinding.OVER, -days, over)
    if days <= SOON_DAYS:
        return HealthLine(rule, HealthFinding.SOON, days, soon)
    return HealthLine(rule, HealthFinding.FINE, days, 0)


def _incidents(rule: HealthRule, number: int, each: int, most: int) -> HealthLine:
    finding = HealthFinding.OVER if number else HealthFinding.FINE
    return HealthLine(rule, finding, number, min(most, number * each))
