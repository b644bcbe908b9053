"""What a policy lets its clocks do: pure part."""

from __future__ import annotations

from typing import Any

import pytest

from itsm.domains.sla.codec_policy import SHIPPED_OPTIONS, levels_from, options_from
from itsm.domains.sla.engine.levels import Level, levels_at, percents_of, raised_priority
from itsm.domains.sla.engine.options import SHIPPED, Options
from itsm.domains.sla.enums import OnPriorityChange, OnReopen, Recipient

ALL_WAIT = Options(pause_on={"update": frozenset({"pending"}), "ola": frozenset({"new", "user", "reopened"})})


@pytest.mark.parametrize(
    ("metric", "status", "pending", "expected"),
    [
        ("update", "pending", "vendor", "vendor"),
        ("update", "pending", None, "pending"),
        ("update", "in_progress", None, None),
        ("ola", "pending", "user", "user"),
        ("ola", "pending", "vendor", None),
        ("ola", "new", None, "new"),
        ("ola", "reopened", None, "reopened"),
        ("ola", "in_progress", None, None),
        ("resolution", "pending", "user", None),
    ],
)
def test_for_what_a_clock_stands_still(metric: str, status: str, pending: str | None, expected: str | None) -> None:
    assert ALL_WAIT.pause_reason(metric, status, pending) == expected


def test_the_shipped_policy_pauses_all_but_the_response_while_pending() -> None:
    found = {metric: SHIPPED.pause_reason(metric, "pending", "user") for metric in SHIPPED.pause_on}
    assert found == {"response": None, "resolution": "user", "update": "user", "ola": "user"}
    assert (SHIPPED.on_reopen, SHIPPED.on_priority_change) == (OnReopen.RESUME, OnPriorityChange.AS_IF_ALWAYS)


def test_a_definition_older_than_options_has_the_shipped_ones() -> None:
    assert options_from({}) == options_from({"options": SHIPPED_OPTIONS}) == SHIPPED
    assert levels_from({}) == ()


def test_a_stored_level_is_read_whole() -> None:
    someone = "018f0000-0000-7000-8000-000000000001"
    stored: dict[str, Any] = {
        "name": "Boss",
        "metric": "resolution",
        "percent": 120,
        "recipients": ["team_lead"],
        "people": [someone],
        "team_id": someone,
        "agent_id": None,
        "priority": "one_higher",
        "watchers": [],
    }
    first, second = levels_from({"escalations": [stored, stored | {"agent_id": someone, "team_id": None}]})
    assert (first.position, second.position, first.percent, first.recipients) == (0, 1, 120, (Recipient.TEAM_LEAD,))
    assert (str(first.team_id), first.agent_id, second.team_id, str(second.agent_id)) == (someone, None, None, someone)


def test_levels_by_metric_and_percent() -> None:
    levels = [
        Level(position=n, name=str(n), metric=metric, percent=percent)
        for n, (metric, percent) in enumerate([("response", 150), ("response", 50), ("ola", 50), ("response", 150)])
    ]
    assert percents_of(levels, "response") == (50, 150)
    assert [level.position for level in levels_at(levels, "response", 150)] == [0, 3]
    assert levels_at(levels, "update", 50) == ()


@pytest.mark.parametrize(
    ("present", "wanted", "expected"),
    [
        ("P3", None, None),
        ("P3", "one_higher", "P2"),
        ("P1", "one_higher", None),
        ("P3", "P1", "P1"),
        ("P3", "P3", None),
        ("P2", "P3", None),
    ],
)
def test_a_level_only_raises(present: str, wanted: str | None, expected: str | None) -> None:
    assert raised_priority(present, wanted) == expected
