"""What happens to webhooks. Secrets are never part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class WebhookEventBase(DomainEvent):
    """Base: open pages of the administration hear that something changed."""

    name: ClassVar[str] = "webhook.changed"
    subject_type: ClassVar[str] = "webhook"

    def live(self) -> LiveMessage:
        """Tell open pages, thinly."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "webhook", "changed": []}
        return LiveMessage(type="webhook.changed", rooms=("queue",), payload=payload)


@dataclass(frozen=True, kw_only=True)
class WebhookCreated(WebhookEventBase):
    """A webhook was added."""

    name: ClassVar[str] = "webhook.created"


@dataclass(frozen=True, kw_only=True)
class WebhookChanged(WebhookEventBase):
    """A webhook was edited, switched on or off."""

    name: ClassVar[str] = "webhook.changed"


@dataclass(frozen=True, kw_only=True)
class WebhookRemoved(WebhookEventBase):
    """A webhook was removed with its log."""

    name: ClassVar[str] = "webhook.removed"


@dataclass(frozen=True, kw_only=True)
class WebhookRotated(WebhookEventBase):
    """A webhook got a new secret; the old one signs too for a day."""

    name: ClassVar[str] = "webhook.rotated"


@dataclass(frozen=True, kw_only=True)
class WebhookDisabled(WebhookEventBase):
    """A webhook was switched off by itself: it failed for too long, or said that it is gone."""

    name: ClassVar[str] = "webhook.disabled"

    reason: str


@dataclass(frozen=True, kw_only=True)
class WebhookReplayed(WebhookEventBase):
    """An administrator sent a delivery again."""

    name: ClassVar[str] = "webhook.replayed"
