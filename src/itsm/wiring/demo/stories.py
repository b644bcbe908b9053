"""What goes wrong at Madison88, and how it is put right: the texts in stories.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SITES = {"ph": "Manila", "us": "Colorado", "id": "Bandung", "cn": "Dongguan", "other": "travelling"}


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of ticket. `weight` says how often it happens; texts may hold {site}, {device}, {order}, {style}."""

    category: str
    subcategory: str | None
    type: str
    title: str
    description: str
    impact_text: str
    impact: str | None
    urgency: str | None
    question: str
    answer: str
    note: str
    resolution: str
    resolution_category: str
    root_cause: str
    tags: list[str]
    weight: int


@cache
def stories() -> tuple[Story, ...]:
    """Return every story."""
    text = files("itsm.wiring.demo").joinpath("stories.json").read_text("utf-8")
    return tuple(Story(**row) for row in json.loads(text))
