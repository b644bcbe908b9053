"""The words of classification."""

from __future__ import annotations

from enum import StrEnum


class TextField(StrEnum):
    """The texts of a ticket that rules read."""

    TITLE = "title"
    DESCRIPTION = "description"
    BUSINESS_IMPACT = "business_impact"


class RuleKind(StrEnum):
    """What a rule judges.

    keyword: any text of the ticket. business_impact: what the requester says it does to the
    business. vip: a lower bound for requesters marked VIP.
    """

    KEYWORD = "keyword"
    BUSINESS_IMPACT = "business_impact"
    VIP = "vip"


class Source(StrEnum):
    """Where a priority came from."""

    REQUESTER = "requester"
    RULE = "rule"
    MATRIX = "matrix"
    DEFAULT = "default"
