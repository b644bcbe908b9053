"""What other rooms and wiring may call."""

from __future__ import annotations

from itsm.domains.webhooks.catalogue import WebhookEvent, register_event
from itsm.domains.webhooks.service import announce

__all__ = ["WebhookEvent", "announce", "register_event"]
