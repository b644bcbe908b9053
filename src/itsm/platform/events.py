"""News: what happened, who is told. Services record events; the unit of work writes them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from uuid import UUID

_OWN_COLUMNS = frozenset({"subject_id", "parent_id", "parent_type", "version", "changes", "summary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveMessage:
    """What open screens are told: thin, versioned, and addressed to rooms the server chose."""

    type: str
    rooms: tuple[str, ...]
    payload: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened to one subject.

    `name` is searchable and stable (`ticket.assigned`); `changes` maps a field to (old, new);
    `parent_*` place it in the history of what the subject belongs to (a comment's ticket).
    Subclasses add fields; all values must be JSON-able (UUID and datetime included).
    """

    name: ClassVar[str]
    subject_type: ClassVar[str]
    audited: ClassVar[bool] = True

    subject_id: UUID
    parent_type: str | None = None
    parent_id: UUID | None = None
    version: int = 0
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    summary: str = ""

    def live(self) -> LiveMessage | None:
        """Return what open screens are told of this, or None."""
        return None

    def data(self) -> dict[str, Any]:
        """Return every field, for subscribers; they must not need to re-read rows that may be gone."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def details(self) -> dict[str, Any]:
        """Return the fields that only this kind of event has."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _OWN_COLUMNS}
