"""What the interface shows of audit entries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from itsm.domains.audit.models import AuditEntry
from itsm.platform.http.schemas import OutputModel


class AuditActor(OutputModel):
    """Who did it, as they were called then. `id` is None for the system and for strangers."""

    id: UUID | None
    name: str
    kind: str


class AuditThing(OutputModel):
    """What an entry is about."""

    type: str
    id: UUID


class AuditRead(OutputModel):
    """One audit entry. `changes` maps a field to its old and new value."""

    id: UUID
    seq: int
    at: datetime
    actor: AuditActor
    action: str
    subject: AuditThing
    parent: AuditThing | None
    changes: dict[str, tuple[Any, Any]]
    details: dict[str, Any]
    summary: str
    ip: str
    user_agent: str
    session_id: UUID | None
    request_id: str


def read_entry(entry: AuditEntry | Row[Any]) -> AuditRead:
    """Return an entry as the interface shows it."""
    has_parent = entry.parent_type is not None and entry.parent_id is not None
    return AuditRead(
        id=entry.id,
        seq=entry.seq,
        at=entry.at,
        actor=AuditActor(id=entry.actor_id, name=entry.actor_name, kind=entry.actor_kind),
        action=entry.action,
        subject=AuditThing(type=entry.subject_type, id=entry.subject_id),
        parent=AuditThing(type=entry.parent_type, id=entry.parent_id) if has_parent else None,
        changes=entry.changes,
        details=entry.details,
        summary=entry.summary,
        ip=entry.ip,
        user_agent=entry.user_agent,
        session_id=entry.session_id,
        request_id=entry.request_id,
    )
