"""The words of classification."""

from __future__ import annotations

from enum import StrEnum


class TextField(StrEnum):
    """The texts of a ticket that rules read."""

    TITLE = "title"
    DESCRIPTION = "description"
    BUSINESS_IMPACT = "business_impact"


class Source(StrEnum):
    """Where a priority came from."""

    REQUESTER = "requester"
    RULE = "rule"
    MATRIX = "matrix"
    DEFAULT = "default"
