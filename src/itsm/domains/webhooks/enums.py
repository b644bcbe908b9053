"""Words of this room."""

from enum import StrEnum


class WebhookState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    """Waits for its turn, the first or the next."""
    DELIVERED = "delivered"
    """The other side answered 2xx."""
    FAILED = "failed"
    """Tried in vain too often, or the webhook is off; it can be sent again."""
