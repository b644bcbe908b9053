"""What other rooms and wiring may call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from itsm.domains.audit.models import AuditEntry
from itsm.domains.audit.queries import AuditFilter, entries_of, search_entries, story_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from itsm.platform.actor import Actor
    from itsm.platform.events import DomainEvent

__all__ = ["AuditFilter", "audit_row", "entries_of", "search_entries", "story_of"]

_MAX_SUMMARY_CHARS: Final = 500
_MAX_USER_AGENT_CHARS: Final = 400


def audit_row(event: DomainEvent, event_id: UUID, actor: Actor, now: datetime) -> tuple[str, dict[str, Any]]:
    """Return the table and the row that keep `event`; wiring gives this to the unit of work."""
    return AuditEntry.__tablename__, {
        "id": event_id,
        "at": now,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_kind": actor.kind,
        "action": event.name,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "parent_type": event.parent_type,
        "parent_id": event.parent_id,
        "changes": event.changes,
        "details": event.details(),
        "summary": event.summary[:_MAX_SUMMARY_CHARS],
        "ip": actor.ip,
        "user_agent": actor.user_agent[:_MAX_USER_AGENT_CHARS],
        "session_id": actor.session_id,
        "request_id": actor.request_id,
    }
