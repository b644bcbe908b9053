"""What happens to wordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class WordingChanged(DomainEvent):
    """An administrator worded a mail otherwise; `changes` holds each sentence before and after."""

    name: ClassVar[str] = "mail_wording.changed"
    subject_type: ClassVar[str] = "mail_wording"

    template: str
    language: str


@dataclass(frozen=True, kw_only=True)
class WordingTested(DomainEvent):
    """An administrator had a mail sent to themselves to look at."""

    name: ClassVar[str] = "mail_wording.tested"
    subject_type: ClassVar[str] = "mail_wording"

    template: str
    language: str
