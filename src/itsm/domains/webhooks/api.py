"""What other rooms and wiring may call."""

from __future__ import annotations

from itsm.domains.webhooks.catalogue import WebhookEvent, register_event
from itsm.domains.webhooks.service import ANNOUNCE_JOB, announce

__all__ = ["ANNOUNCE_JOB", "WebhookEvent", "announce", "register_event"]
