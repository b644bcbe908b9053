"""Use cases: change many tickets at once or by a job, take that back.

A change is a row with one item a ticket. A job moves a batch at a time in the name of who asked, with what they may
do then, each batch whole or not at all: a killed worker loses nothing and repeats nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import update

from itsm.domains.settings import api as settings
from itsm.domains.tickets.bulk.applying import Outcome, apply_to
from itsm.domains.tickets.bulk.enums import BulkItemState, BulkState
from itsm.domains.tickets.bulk.events import BulkChanged, BulkMoved
from itsm.domains.tickets.bulk.models import BulkChange, BulkItem
from itsm.domains.tickets.bulk.queries import MOST_TICKETS, matching_ids, next_items
from itsm.domains.tickets.bulk.returning import return_ticket
from itsm.domains.tickets.macros.applying import require_macro
from itsm.domains.tickets.macros.schemas import MacroChanges
from itsm.domains.tickets.queries.filters import build_filter
from itsm.domains.tickets.queries.params import ListParams
from itsm.domains.tickets.schemas import BulkAction, BulkInput, BulkResult, BulkResults
from itsm.domains.tickets.watchers.queries import person
from itsm.platform.errors import Conflict, Forbidden, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from itsm.domains.tickets.bulk.schemas import BulkChangeCreate
    from itsm.platform.work import UnitOfWork

BULK_JOB: Final = "tickets.change_many"
BATCH: Final = 25


async def change_many(work: UnitOfWork, wanted: BulkInput) -> BulkResults:
    """Carry out a bulk action at once and say what became of each ticket.

    Agents reach the tickets they work; a change that crosses teams needs `tickets.bulk`. Ids the caller does not
    see are answered like ids that do not exist.
    """
    await _require_allowed(work, wanted)
    # Locked in the order of their ids, so that two bulk changes never wait for each other in a circle.
    outcomes = {ticket_id: await apply_to(work, ticket_id, wanted) for ticket_id in sorted(wanted.ids)}
    items = [_result(ticket_id, outcomes[ticket_id]) for ticket_id in wanted.ids]
    done = sum(item.ok for item in items)
    reached = {key: found for key, found in outcomes.items() if found.before is not None}
    kept = await _keep(work, wanted, reached) if reached else None
    return BulkResults(items=items, done=done, failed=len(items) - done, change_id=kept)


async def start_change(work: UnitOfWork, wanted: BulkChangeCreate) -> BulkChange:
    """Have a job change every ticket of a list.

    Raises Forbidden (403), Invalid (422) for filters that do not fit, Conflict (409) where the list holds nothing,
    more than 2,000, or far more than the caller was shown.
    """
    await _require_allowed(work, wanted)
    reference = await settings.reference(work.session)
    asked = build_filter(ListParams.model_validate(dict(wanted.filters)), work.actor, reference)
    found = await matching_ids(work.session, work.actor, asked)
    _require_expected(len(found), wanted.expected)
    change = await _add(work, wanted, BulkState.RUNNING)
    work.session.add_all(BulkItem(change_id=change.id, ticket_id=key, state=BulkItemState.WAITING) for key in found)
    _go_on(work, change.id)
    _tell(work, change, f"A change of {len(found)} tickets was started")
    return change


async def undo_change(work: UnitOfWork, change_id: UUID) -> BulkChange:
    """Take back what a change of the actor's own did; a job does it.

    Raises NotFound (404), Conflict (409, `not_done`) unless it is done and was not undone before.
    """
    change = await lock_change(work, change_id)
    if change.asked_by_id != work.actor.id:
        raise NotFound("There is no such change.", code="bulk_change_not_found")
    if change.state != BulkState.DONE:
        raise Conflict("Only a finished change can be undone, once.", code="not_done")
    await work.session.execute(
        update(BulkItem)
        .where(BulkItem.change_id == change_id, BulkItem.state == BulkItemState.DONE)
        .values(state=BulkItemState.RETURNING)
        .execution_options(synchronize_session=False)
    )
    change.state, change.finished_at = BulkState.UNDOING, None
    _go_on(work, change.id)
    _tell(work, change, "A change of many tickets is being undone")
    return change


async def move_batch(work: UnitOfWork, change_id: UUID) -> None:
    """Change (or return) the next tickets of a change in the name of who asked; go on while there are more."""
    change = await lock_change(work, change_id)
    if change.state not in {BulkState.RUNNING, BulkState.UNDOING}:
        return
    asker = await person(work.session, change.asked_by_id)
    if asker is None or not asker.is_active:
        raise Forbidden("Who asked for this no longer works here.")
    work.actor = asker.as_actor()
    is_undo = change.state == BulkState.UNDOING
    state = BulkItemState.RETURNING if is_undo else BulkItemState.WAITING
    items = await next_items(work.session, change_id, state, BATCH)
    wanted = BulkAction.model_validate(change.wanted)
    for item in items:
        if is_undo:
            await return_ticket(work, change.action, item)
        else:
            _write(item, await apply_to(work, item.ticket_id, wanted))
    await work.session.flush()
    if len(items) == BATCH:
        _go_on(work, change_id)
        work.record(_news(BulkMoved, change, ""))
        return
    change.state, change.finished_at = (BulkState.UNDONE if is_undo else BulkState.DONE), work.now
    _tell(work, change, f"A change of many tickets is {change.state}")


async def lock_change(work: UnitOfWork, change_id: UUID) -> BulkChange:
    """Return a change, locked. Raises NotFound (404)."""
    change = await work.session.get(BulkChange, change_id, with_for_update=True, populate_existing=True)
    if change is None:
        raise NotFound("There is no such change.", code="bulk_change_not_found")
    return change


async def _require_allowed(work: UnitOfWork, wanted: BulkAction) -> None:
    """Raise Forbidden (403) for what crosses teams without `tickets.bulk`; for a macro, what `require_macro` raises."""
    team_id = wanted.assign.team_id if wanted.action == "assign" and wanted.assign is not None else None
    if wanted.action == "macro" and wanted.macro is not None:
        macro = await require_macro(work, wanted.macro.macro_id, version=wanted.macro.version)
        team_id = MacroChanges.model_validate(macro.changes).team_id
    if team_id is not None:
        work.actor.require("tickets.bulk")


def _require_expected(found: int, expected: int) -> None:
    """Raise Conflict (409) where the list is not what the caller was shown: it may have grown a little meanwhile."""
    if found == 0:
        raise Conflict("No ticket fits these filters any more.", code="nothing_found")
    if found > MOST_TICKETS:
        raise Conflict(f"More than {MOST_TICKETS} tickets fit; narrow the list.", code="too_many_tickets")
    if found > expected * 1.2 + 10:
        raise Conflict(f"{found} tickets fit by now; look at the list again.", code="list_changed", found=found)


async def _keep(work: UnitOfWork, wanted: BulkInput, outcomes: dict[UUID, Outcome]) -> UUID:
    """Write what was done at once, so that it can be undone."""
    change = await _add(work, wanted, BulkState.DONE)
    change.finished_at = work.now
    items: Sequence[BulkItem] = [
        BulkItem(change_id=change.id, ticket_id=key, state=BulkItemState.WAITING) for key in outcomes
    ]
    for item in items:
        _write(item, outcomes[item.ticket_id])
    work.session.add_all(items)
    _tell(work, change, f"{len(items)} tickets were changed at once")
    return change.id


async def _add(work: UnitOfWork, wanted: BulkAction, state: BulkState) -> BulkChange:
    if work.actor.id is None:
        raise Invalid("Bulk changes belong to people.")
    body = BulkAction.model_validate(wanted.model_dump(include=set(BulkAction.model_fields)))
    change = BulkChange(
        id=new_id(),
        asked_by_id=work.actor.id,
        action=wanted.action,
        wanted=body.model_dump(mode="json", exclude_none=True),
        state=state,
        created_at=work.now,
    )
    work.session.add(change)
    await work.session.flush()
    return change


def _write(item: BulkItem, outcome: Outcome) -> None:
    item.state, item.before, item.after = outcome.state, outcome.before, outcome.after
    item.code, item.detail = outcome.code, outcome.detail


def _result(ticket_id: UUID, outcome: Outcome) -> BulkResult:
    is_ok = outcome.state is not BulkItemState.REFUSED
    return BulkResult(id=ticket_id, ok=is_ok, version=outcome.version, code=outcome.code, detail=outcome.detail)


def _go_on(work: UnitOfWork, change_id: UUID) -> None:
    work.defer(BULK_JOB, {"change_id": change_id}, lock_key=f"{BULK_JOB}:{change_id}")


def _tell(work: UnitOfWork, change: BulkChange, summary: str) -> None:
    work.record(_news(BulkChanged, change, summary))


def _news(kind: type[BulkChanged], change: BulkChange, summary: str) -> BulkChanged:
    return kind(subject_id=change.id, state=change.state, asked_by_id=change.asked_by_id, summary=summary)
