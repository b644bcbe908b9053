"""What leaves the desk by this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ReportExported(DomainEvent):
    """Somebody took tickets or figures out of the desk. The subject is who did."""

    name: ClassVar[str] = "report.exported"
    subject_type: ClassVar[str] = "user"

    what: str
    format: str
    filters: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReportingLoginGranted(DomainEvent):
    """A login of the database may read the star with the eyes of the subject, a person."""

    name: ClassVar[str] = "reporting_login.granted"
    subject_type: ClassVar[str] = "user"

    login: str


@dataclass(frozen=True, kw_only=True)
class ReportingLoginRevoked(DomainEvent):
    """A login of the database reads nothing any more."""

    name: ClassVar[str] = "reporting_login.revoked"
    subject_type: ClassVar[str] = "user"

    login: str
