"""The words of what people corrected."""

from __future__ import annotations

from enum import StrEnum


class RuleSetKind(StrEnum):
    """Which rules decided."""

    CLASSIFICATION = "classification"
    ROUTING = "routing"


class Correction(StrEnum):
    """What a person put right of what a rule had decided."""

    PRIORITY = "priority"
    CATEGORY = "category"
    TEAM = "team"
