"""What happens to the audit trail itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AuditExported(DomainEvent):
    """Somebody took entries out of the desk. The subject is who did."""

    name: ClassVar[str] = "audit.exported"
    subject_type: ClassVar[str] = "user"

    filters: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AuditBroken(DomainEvent):
    """A verification found that the trail is not as it was sealed. The subject is the verification."""

    name: ClassVar[str] = "audit.broken"
    subject_type: ClassVar[str] = "audit_verification"

    problem_count: int
    first: str


@dataclass(frozen=True, kw_only=True)
class AuditVerificationAsked(DomainEvent):
    """Somebody had the trail verified. The subject is who did."""

    name: ClassVar[str] = "audit.verification_asked"
    subject_type: ClassVar[str] = "user"
