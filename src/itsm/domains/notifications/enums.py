"""Words of this room."""

from enum import StrEnum


class Channel(StrEnum):
    """By which way somebody is told."""

    EMAIL = "email"


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    QUEUED = "queued"
    """Waits for its turn, the first or the next."""
    SENDING = "sending"
    """Is being handed to the mail server; one found so later was interrupted."""
    SENT = "sent"
    """The mail server took it."""
    KEPT = "kept"
    """No mail server is configured: it is read in the outbox."""
    FAILED = "failed"
    """Refused, or tried in vain too often; an administrator can send it again."""
    HELD = "held"
    """Waits to go out together with others, in a digest."""
    MERGED = "merged"
    """Went out in a digest."""
    WITHHELD = "withheld"
    """Not sent: its reader may no longer see what it is about."""
    SUPPRESSED = "suppressed"
    """Not sent: its address is suppressed."""


class Cause(StrEnum):
    """Why an address gets no mail."""

    BOUNCED = "bounced"
    """A mail server said for good that nobody is there."""
    COMPLAINED = "complained"
    """Its owner called a mail of ours spam."""
    UNSUBSCRIBED = "unsubscribed"
    """Its owner asked the mail service for no more."""
    ADDED = "added"
    """An administrator said so."""
