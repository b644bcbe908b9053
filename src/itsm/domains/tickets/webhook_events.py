"""What webhooks may be told of tickets: public news only, and of it the fields named here. Internal notes are none."""

from __future__ import annotations

from typing import Final

from itsm.domains.webhooks.api import WebhookEvent

_TICKET: Final = ("number", "title", "priority", "status", "requester_id", "team_id", "assignee_id", "version")
_MOVED: Final = (*_TICKET, "previous_status")
_CLOCK: Final = ("number", "title", "priority", "metric", "due_at")

EVENTS: Final = (
    WebhookEvent(name="ticket.created", title="A ticket was raised", fields=(*_TICKET, "type", "location_id")),
    WebhookEvent(name="ticket.assigned", title="A ticket got another team or assignee", fields=_TICKET),
    WebhookEvent(name="ticket.status_changed", title="A ticket was started or set to wait", fields=_MOVED),
    WebhookEvent(name="ticket.resolved", title="A ticket was resolved", fields=(*_MOVED, "resolution_summary")),
    WebhookEvent(name="ticket.reopened", title="A ticket was reopened", fields=_MOVED),
    WebhookEvent(name="ticket.closed", title="A ticket was closed", fields=(*_MOVED, "auto_closed")),
    WebhookEvent(name="ticket.escalated", title="A ticket was escalated", fields=_TICKET),
    WebhookEvent(
        name="comment.created",
        title="Somebody replied in public",
        fields=(*_TICKET, "comment_id", "author_name", "is_from_staff", "body"),
    ),
    WebhookEvent(name="sla.warning", title="A target is close", fields=(*_CLOCK, "threshold")),
    WebhookEvent(name="sla.breached", title="A target was missed", fields=_CLOCK),
)
