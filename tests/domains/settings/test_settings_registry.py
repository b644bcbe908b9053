"""Settings take what they may and say why they refuse the rest."""

from __future__ import annotations

from typing import Any

import pytest

from itsm.domains.settings.registry import SETTINGS, SettingValueError


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_is_allowed(key: str) -> None:
    assert SETTINGS[key].check(SETTINGS[key].default) == SETTINGS[key].default


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("auto_close_days", 60, 60),
        ("requester_may_choose_priority", False, False),
        ("requester_highest_priority", "P3", "P3"),
        ("attachment_types", ["pdf", "png", "pdf"], ["pdf", "png"]),
        ("triage_team_id", "01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000001"),
        ("text_languages", ["indonesian", "english", "indonesian"], ["indonesian", "english"]),
    ],
)
def test_allowed_values(key: str, value: Any, kept: Any) -> None:
    assert SETTINGS[key].check(value) == kept


@pytest.mark.peer_class("S43")
@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("auto_close_days", 0, "between 1 and 60"),
        ("auto_close_days", True, "whole number"),
        ("auto_close_days", 2.5, "whole number"),
        ("requester_may_choose_priority", 1, "true or false"),
        ("requester_highest_priority", "P0", "one of P1"),
        ("requester_highest_priority", ["P1"], "one of P1"),
        ("attachment_types", [], "a list of 1"),
        ("attachment_types", "pdf", "a list of 1"),
        ("attachment_types", ["pdf", "exe", {}], "may not hold exe, {}"),
        ("triage_team_id", 7, "an id"),
        ("triage_team_id", "triage", "an id"),
    ],
)
def test_refused_values(key: str, value: Any, reason: str) -> None:
    with pytest.raises(SettingValueError, match=reason):
        SETTINGS[key].check(value)
