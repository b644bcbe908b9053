"""The fixed words of figures and panels."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """What a period means: what is so now; tickets raised, last resolved or rated in it; changes that ended in it."""

    NOW = "now"
    CREATED = "created"
    RESOLVED = "resolved"
    RATED = "rated"
    FINISHED = "finished"


class Grain(StrEnum):
    """What is counted."""

    TICKET = "ticket"
    CHANGE = "change"
    ASSET = "asset"


class Unit(StrEnum):
    """What a value is counted in."""

    TICKETS = "tickets"
    CHANGES = "changes"
    ASSETS = "assets"
    PERCENT = "percent"
    SECONDS = "seconds"
    SCORE = "score"


class Statistic(StrEnum):
    """How the tickets of a list become one number."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"


class PanelKind(StrEnum):
    """How a panel is drawn; each is a table too."""

    TILES = "tiles"
    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    DOUGHNUT = "doughnut"
    TABLE = "table"
    HEAT = "heat"
