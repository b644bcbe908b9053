"""The events webhooks can hear, and which of their fields leave the house. Other rooms add theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

PING: Final = "webhook.ping"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """One event: its name, what it means in English, and the fields of its data that are told.

    `of`: the domain event that it is told of, where that has another name; `when`: the values its data must hold.
    """

    name: str
    title: str
    fields: tuple[str, ...]
    of: str = ""
    when: Mapping[str, str] = field(default_factory=dict)


_events: dict[str, WebhookEvent] = {}
EVENTS: Final[Mapping[str, WebhookEvent]] = MappingProxyType(_events)
"""Every event by its name."""


def register_event(event: WebhookEvent) -> None:
    """Add an event, or replace it."""
    _events[event.name] = event


def events_of(name: str, data: Mapping[str, Any]) -> list[WebhookEvent]:
    """Return what a domain event may be told as, what says most of it first."""
    found = [
        one
        for one in _events.values()
        if (one.of or one.name) == name and all(data.get(key) == value for key, value in one.when.items())
    ]
    return sorted(found, key=lambda one: -len(one.when))
