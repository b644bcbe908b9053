"""What news is about, asked of the room that owns it: may this person see it now, and what is it called.

The bell keeps no titles. Whoever may no longer see a ticket finds nothing of it, however long ago they were told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.platform.actor import Actor
from itsm.platform.ids import try_uuid


@dataclass(frozen=True, slots=True)
class Subject:
    """Something news can be about, as its reader sees it. `is_staff`: they see what is for staff, too."""

    title: str
    reference: str | None
    path: str
    is_staff: bool


SubjectsOf = Callable[[AsyncSession, Actor, Collection[UUID]], Awaitable[Mapping[UUID, Subject]]]
"""(session, actor, ids) → those of the subjects that the actor may see."""

_rooms: dict[str, SubjectsOf] = {}


def register_subjects(kind: str, ask: SubjectsOf) -> None:
    """Say whom to ask about subjects called `kind` (`ticket`); wiring does."""
    _rooms[kind] = ask


def subject_of(thread_key: str | None) -> tuple[str, UUID] | None:
    """Return kind and id of the subject a conversation is about (`ticket.<id>`); None where no room is asked of it."""
    kind, _, written = (thread_key or "").partition(".")
    subject_id = try_uuid(written)
    return (kind, subject_id) if kind in _rooms and subject_id else None


async def seen_subjects(session: AsyncSession, actor: Actor, thread_keys: Collection[str]) -> dict[str, Subject]:
    """Return what `actor` may see now of these conversations, by their key; one query a kind of subject."""
    asked: dict[str, dict[UUID, str]] = {}
    for key in thread_keys:
        if found := subject_of(key):
            asked.setdefault(found[0], {})[found[1]] = key
    seen: dict[str, Subject] = {}
    for kind, keys in asked.items():
        if kind in _rooms:
            answers = await _rooms[kind](session, actor, list(keys))
            seen |= {keys[subject_id]: subject for subject_id, subject in answers.items()}
    return seen
