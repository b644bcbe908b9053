"""Edit a draft with the very code that edits what is in force, in a savepoint that is always rolled back.

Inside `in_draft` the rooms' own tables hold the draft's content; routes and services of those rooms work
on it as on any content, with all their checks. At the end the content is read back into the draft, and
the tables are as they were before anybody else could see them.

Versions count on from one edit of a draft to the next, so that two people who edit the same thing in one draft are
told of each other as they are of live rules.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from itsm.domains.lab.enums import EDITABLE, DraftState, Kind
from itsm.domains.lab.events import DraftChanged
from itsm.domains.lab.kinds import ROOMS
from itsm.domains.lab.repository import get_draft
from itsm.platform.db.tables import IdempotencyRow
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork, open_work

if TYPE_CHECKING:
    from itsm.platform.actor import Actor
    from itsm.platform.db.base import Base
    from itsm.platform.events import DomainEvent


class DraftWork(UnitOfWork):
    """A unit of work whose news nobody hears: nothing is in force. Answers to repeated requests are kept."""

    def __init__(self, outer: UnitOfWork) -> None:
        super().__init__(outer.session, outer.actor)
        self._outer = outer

    def stage(self, model: type[Base], row: Mapping[str, Any]) -> None:
        """Keep the answer of a repeated request; the draft's content carries everything else."""
        if model is IdempotencyRow:
            self._outer.stage(model, row)

    def record(self, event: DomainEvent) -> UUID:
        """Leave out what happened to live rules: it did not."""
        del event
        return new_id()

    def touch_config(self, name: str) -> None:
        """Leave live rules as they are."""
        del name

    async def commit(self) -> None:
        """Refuse: what is in a draft is never committed as live."""
        raise RuntimeError("a draft is not committed as live rules")


def differing(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Return the version numbers that came or changed."""
    return {key: number for key, number in after.items() if before.get(key) != number}


@asynccontextmanager
async def in_draft(actor: Actor, *, draft_id: UUID, kind: Kind, saves: bool) -> AsyncIterator[UnitOfWork]:
    """Open a draft's content as if it were in force; `saves`: what was changed goes into the draft.

    Raises NotFound (404), Conflict (409, `draft_not_open`) for changes to one that is no longer edited.
    """
    async with open_work(actor) as work:
        draft = await get_draft(work.session, draft_id, lock=saves)
        if draft.kind != kind:
            raise NotFound
        if saves and DraftState(draft.state) not in EDITABLE:
            raise Conflict("This draft is no longer edited.", code="draft_not_open", state=draft.state)
        content, room = draft.content, ROOMS[kind]
        savepoint = await work.session.begin_nested()
        inside = DraftWork(work)
        await room.activate(inside, content, "")
        await work.session.flush()
        await room.renumber(work.session, draft.revisions)
        numbers, revisions = await room.numbers(work.session), draft.revisions
        yield inside
        await work.session.flush()
        edited = await room.current(work.session) if saves else content
        revised = revisions | differing(numbers, await room.numbers(work.session)) if saves else revisions
        await savepoint.rollback()
        work.session.expire_all()
        if saves and edited != content:
            draft = await get_draft(work.session, draft_id, lock=True)
            draft.content, draft.revisions = edited, revised
            draft.version, draft.updated_at = draft.version + 1, work.now
            work.record(
                DraftChanged(
                    subject_id=draft.id,
                    version=draft.version,
                    kind=kind.value,
                    changes={"content": (None, None)},
                    summary=f"Draft {draft.name} edited",
                )
            )
