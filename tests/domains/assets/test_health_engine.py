"""The health of an asset, line by line, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.assets.engine.health import HealthFacts, band_of, health_of
from itsm.domains.assets.enums import AssetStatus, HealthBand, HealthFinding, HealthRule

TODAY = date(2026, 11, 29)
_DAYS = st.none() | st.dates(date(2015, 1, 1), date(2040, 1, 1))
FACTS = st.builds(
    HealthFacts,
    status=st.sampled_from(sorted(AssetStatus)),
    life_months=st.none() | st.integers(1, 120),
    purchased_on=_DAYS,
    warranty_until=_DAYS,
    maintenance_on=_DAYS,
    open_incidents=st.integers(0, 20),
    recent_incidents=st.integers(0, 20),
)


def line(rule: HealthRule, **facts: Any) -> tuple[HealthFinding, int | None, int]:
    found = health_of(HealthFacts(**{"status": AssetStatus.ACTIVE} | facts), TODAY)
    assert found is not None
    (one,) = (each for each in found.lines if each.rule is rule)
    return one.finding, one.number, one.points


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_what_is_retired_or_lost_has_no_health() -> None:
    assert [health_of(HealthFacts(status=status), TODAY) is None for status in AssetStatus] == [
        *(False, False, False, True, True)
    ]


@pytest.mark.parametrize(
    ("bought", "months", "said"),
    [
        (None, 48, (HealthFinding.UNKNOWN, None, 0)),
        (ago(100), None, (HealthFinding.UNKNOWN, None, 0)),
        (ago(-5), 48, (HealthFinding.FINE, 0, 0)),
        (ago(730), 48, (HealthFinding.FINE, 49, 0)),
        (ago(1_096), 48, (HealthFinding.SOON, 75, 10)),
        (ago(1_460), 48, (HealthFinding.SOON, 99, 10)),
        (ago(1_461), 48, (HealthFinding.OVER, 100, 25)),
        (ago(2_922), 48, (HealthFinding.OVER, 200, 25)),
    ],
)
def test_age_is_held_against_the_life_of_its_type(bought: date | None, months: int | None, said: Any) -> None:
    assert line(HealthRule.AGE, purchased_on=bought, life_months=months) == said


@pytest.mark.parametrize(
    ("rule", "name", "over", "soon"),
    [(HealthRule.WARRANTY, "warranty_until", 15, 5), (HealthRule.MAINTENANCE, "maintenance_on", 10, 0)],
)
def test_what_ends_is_told_before_and_after(rule: HealthRule, name: str, over: int, soon: int) -> None:
    assert line(rule) == (HealthFinding.UNKNOWN, None, 0)
    assert line(rule, **{name: ago(1)}) == (HealthFinding.OVER, 1, over)
    assert line(rule, **{name: TODAY}) == (HealthFinding.SOON, 0, soon)
    assert line(rule, **{name: ago(-90)}) == (HealthFinding.SOON, 90, soon)
    assert line(rule, **{name: ago(-91)}) == (HealthFinding.FINE, 91, 0)


@pytest.mark.parametrize(
    ("rule", "name", "each", "most"),
    [(HealthRule.OPEN_INCIDENTS, "open_incidents", 12, 36), (HealthRule.RECENT_INCIDENTS, "recent_incidents", 4, 20)],
)
def test_incidents_count_up_to_a_bound(rule: HealthRule, name: str, each: int, most: int) -> None:
    assert line(rule) == (HealthFinding.FINE, 0, 0)
    assert line(rule, **{name: 1}) == (HealthFinding.OVER, 1, each)
    assert line(rule, **{name: 9}) == (HealthFinding.OVER, 9, most)


def test_what_is_in_repair_is_not_well() -> None:
    assert line(HealthRule.STATE, status=AssetStatus.FOR_REPAIR) == (HealthFinding.OVER, None, 20)
    assert line(HealthRule.STATE, status=AssetStatus.IN_STOCK) == (HealthFinding.FINE, None, 0)


def test_bands_begin_where_they_say() -> None:
    assert [band_of(score) for score in (100, 80, 79, 60, 59, 0)] == [
        *(HealthBand.GOOD, HealthBand.GOOD, HealthBand.WATCH, HealthBand.WATCH, HealthBand.RISK, HealthBand.RISK)
    ]


@given(FACTS)
def test_the_score_is_what_its_lines_leave(facts: HealthFacts) -> None:
    found = health_of(facts, TODAY)
    if found is None:
        assert facts.status in {AssetStatus.RETIRED, AssetStatus.LOST}
        return
    assert found.score == max(0, 100 - sum(each.points for each in found.lines))
    assert [each.rule for each in found.lines] == list(HealthRule)
    assert found.band is band_of(found.score)


@given(FACTS, st.integers(1, 400))
def test_nobody_gets_healthier_by_waiting(facts: HealthFacts, days: int) -> None:
    now, later = health_of(facts, TODAY), health_of(facts, TODAY + timedelta(days=days))
    assert (now is None) == (later is None)
    assert now is None or later is None or later.score <= now.score
