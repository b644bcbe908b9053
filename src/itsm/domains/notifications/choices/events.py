"""What happens to somebody's choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ChoicesChanged(DomainEvent):
    """Somebody chose anew what they are told."""

    name: ClassVar[str] = "notification.choices_changed"
    subject_type: ClassVar[str] = "user"


@dataclass(frozen=True, kw_only=True)
class ConversationMuted(DomainEvent):
    """Somebody muted a conversation, or wants to hear of it again."""

    name: ClassVar[str] = "notification.muted"
    subject_type: ClassVar[str] = "user"

    key: str
    is_muted: bool
