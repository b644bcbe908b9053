"""Words of drafts and held replies."""

from __future__ import annotations

from enum import StrEnum


class MessageChannel(StrEnum):
    """Who will read it: the requester too, or staff alone."""

    REPLY = "reply"
    NOTE = "note"


class HeldState(StrEnum):
    """What became of a held reply; `failed`: its author may no longer answer here, the words are a draft again."""

    HELD = "held"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
