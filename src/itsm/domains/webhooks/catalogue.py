"""The events webhooks can hear, and which of their fields leave the house. Other rooms add theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PING: Final = "webhook.ping"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """One event: its name, what it means in English, and the fields of its data that are told."""

    name: str
    title: str
    fields: tuple[str, ...]


_events: dict[str, WebhookEvent] = {}
EVENTS: Final[Mapping[str, WebhookEvent]] = MappingProxyType(_events)
"""Every event by its name."""


def register_event(event: WebhookEvent) -> None:
    """Add an event, or replace it."""
    _events[event.name] = event
