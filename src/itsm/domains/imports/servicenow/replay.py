"""Replays the log: each row's steps through the services, at the row's own time, one unit of work a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from itsm.domains.imports import repository
from itsm.domains.imports.servicenow.directory import (
    NO_CATEGORY,
    NO_PLACE,
    NOBODY,
    Directory,
    Progress,
    ensure_member,
    prepare,
)
from itsm.domains.imports.servicenow.log import Entry
from itsm.domains.imports.servicenow.steps import (
    PRIORITIES,
    Assign,
    CannotTakeError,
    MoveTo,
    Prioritise,
    Seen,
    Step,
    steps_of,
)
from itsm.domains.sla import api as sla
from itsm.domains.tickets import api as tickets
from itsm.domains.tickets.enums import Impact, PendingReason, Priority, Source, TicketStatus, TicketType, Urgency
from itsm.platform.actor import system_actor
from itsm.platform.db.deadlocks import despite_deadlocks
from itsm.platform.db.only_one import only_one
from itsm.platform.errors import Problem
from itsm.platform.work import UnitOfWork, open_work

SOURCE = "servicenow-log"
_PROGRESS_EVERY = 200
_IMPACTS = {"1 - High": "company", "2 - Medium": "few", "3 - Low": "one"}
_URGENCIES = {"1 - High": "high", "2 - Medium": "medium", "3 - Low": "low"}


@dataclass(slots=True)
class Outcome:
    """What a run did. `unchanged` are rows in which nothing that counts here changed; `skipped` were done before."""

    rows: int = 0
    applied: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


async def replay(entries: Sequence[Entry], progress: Progress) -> Outcome:
    """Replay every entry that is not done yet, in order, then hand the clocks to the present.

    Raises Conflict (409) while another process replays such a log into the same database.
    """
    async with only_one(f"imports.{SOURCE}", "Such a log is being replayed already; wait until it has ended."):
        directory = await prepare(entries, progress)
        state = _Replay(directory, await repository.load_items(SOURCE))
        for count, entry in enumerate(entries, 1):
            await state.take(entry)
            if count % _PROGRESS_EVERY == 0 or count == len(entries):
                progress("rows", count, len(entries))
        await state.finish()
        return state.outcome


class _Replay:
    """The run so far: which incident is how far, and what could not be taken."""

    def __init__(self, directory: Directory, items: dict[str, repository.Item]) -> None:
        self._directory = directory
        self._items = items
        self.outcome = Outcome()

    async def take(self, entry: Entry) -> None:
        """Do what one row asks; note a refusal with its reason."""
        self.outcome.rows += 1
        item = self._items.get(entry.number)
        if item is not None and entry.ordinal < item.rows_done:
            self.outcome.skipped += 1
            return
        try:
            steps = steps_of(entry, _seen(item), _path)
            await self._apply(entry, item, steps)
        except (CannotTakeError, Problem) as fault:
            await self._refuse(entry, item, str(fault))

    async def _apply(self, entry: Entry, item: repository.Item | None, steps: list[Step]) -> None:
        if item is not None and not steps:
            self._pass_over(entry, item)
            self.outcome.unchanged += 1
            return
        if item is None:
            item = await despite_deadlocks(lambda: self._create(entry))
            steps = steps[1:]
        if steps:
            await self._do(entry, item, steps)
        else:
            self._pass_over(entry, item)
        self.outcome.applied += 1

    def _pass_over(self, entry: Entry, item: repository.Item) -> None:
        """Remember that a row without steps is done; written down with the next row that has some, or at the end."""
        item.rows_done = entry.ordinal + 1
        item.seen = asdict(Seen.of(entry, item.seen["status"], item.seen["waits_for"]))
        item.is_noted = False

    async def _do(self, entry: Entry, item: repository.Item, steps: list[Step]) -> None:
        """Do the steps of a row in one unit of work; what is remembered moves on only once it is committed."""
        self._items[entry.number] = await despite_deadlocks(lambda: self._done(entry, replace(item), steps))
        self.outcome.steps.update(type(step).__name__.lower() for step in steps)

    async def _done(self, entry: Entry, draft: repository.Item, steps: list[Step]) -> repository.Item:
        async with _at(entry.at) as work:
            for step in steps:
                await self._step(work, draft, step)
            draft.rows_done = entry.ordinal + 1
            draft.seen = asdict(Seen.of(entry, draft.seen["status"], draft.seen["waits_for"]))
            await repository.note(work, SOURCE, draft)
        return draft

    async def _create(self, entry: Entry) -> repository.Item:
        """Raise the ticket at the time the incident was opened, and note that in the same commit."""
        async with _at(entry.opened_at) as work:
            created = await tickets.create_ticket(work, _new_ticket(entry, self._directory))
            item = repository.Item(external_id=entry.number, ticket_id=created.id)
            item.seen = asdict(Seen("", "", "", entry.priority, "new", None))
            repository.note_new(work, SOURCE, item)
        self._items[entry.number] = item
        self.outcome.steps["create"] += 1
        return item

    async def _step(self, work: UnitOfWork, item: repository.Item, step: Step) -> None:
        if isinstance(step, Assign):
            await self._assign(work, item, step)
        elif isinstance(step, Prioritise):
            reason = f"Changed to {step.priority} in the source log"
            await tickets.override_priority(work, item.ticket_id, priority=Priority(step.priority), reason=reason)
        elif isinstance(step, MoveTo):
            await tickets.transition_ticket(work, item.ticket_id, _transition(step))
            item.seen = {**item.seen, "status": step.status, "waits_for": step.waits_for}
            item.reopens += step.status == "reopened"

    async def _assign(self, work: UnitOfWork, item: repository.Item, step: Assign) -> None:
        if step.agent:
            await ensure_member(work, self._directory, step.group, step.agent)
        before = item.seen["group"]
        item.reassignments += bool(before) and before != step.group
        wanted = tickets.Assignment(
            team_id=self._directory.groups[step.group],
            assignee_id=self._directory.people[step.agent] if step.agent else None,
            reason="As in the source log",
        )
        await tickets.assign_ticket(work, item.ticket_id, wanted)

    async def _refuse(self, entry: Entry, item: repository.Item | None, reason: str) -> None:
        self.outcome.refused += 1
        self.outcome.reasons[reason] += 1
        if item is not None:
            item.rows_done = entry.ordinal + 1
            item.is_noted = False
        async with open_work(system_actor("Import", kind="import")) as work:
            await repository.note_refusal(work, SOURCE, entry.number, entry.ordinal, reason)

    async def finish(self) -> None:
        """Write down what rows without steps moved on, and let the present drive the clocks."""
        async with open_work(system_actor("Import", kind="import")) as work:
            for item in self._items.values():
                if not item.is_noted:
                    await repository.note(work, SOURCE, item)
            await sla.release_held(work)


def _at(moment: datetime) -> AbstractAsyncContextManager[UnitOfWork]:
    return open_work(system_actor("Import", kind="import"), now=moment)


def _path(before: str, after: str) -> tuple[str, ...]:
    return tuple(status.value for status in tickets.path_between(TicketStatus(before), TicketStatus(after)))


def _seen(item: repository.Item | None) -> Seen | None:
    return Seen(**item.seen) if item else None


def _new_ticket(entry: Entry, directory: Directory) -> tickets.NewTicket:
    words = [w for w in (entry.category, entry.subcategory, entry.symptom) if w]
    title = f"{entry.number}: {' · '.join(words) or 'no category'}"
    return tickets.NewTicket(
        type=TicketType.INCIDENT,
        category=entry.category or NO_CATEGORY,
        subcategory=entry.subcategory or None,
        title=title[:255],
        description=f"Incident {entry.number} of the source log, reported by {entry.contact or 'unknown channel'}.",
        business_impact=f"Impact {entry.impact or 'not given'}, urgency {entry.urgency or 'not given'}.",
        location=entry.location or NO_PLACE,
        priority=Priority(PRIORITIES[entry.priority]),
        impact=Impact(_IMPACTS[entry.impact]) if entry.impact in _IMPACTS else None,
        urgency=Urgency(_URGENCIES[entry.urgency]) if entry.urgency in _URGENCIES else None,
        requester_id=directory.people[entry.caller or NOBODY],
        source=Source.IMPORT,
    )


def _transition(step: MoveTo) -> tickets.Transition:
    return tickets.Transition(
        to=TicketStatus(step.status),
        reason="As in the source log",
        pending_reason=PendingReason(step.waits_for) if step.waits_for else None,
        resolution_summary="Resolved in the source log, which keeps no text.",
        resolution_category="Fixed",
        root_cause="Not recorded in the source log.",
    )


__all__ = ["SOURCE", "Outcome", "replay"]
