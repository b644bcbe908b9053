"""Use cases: take a file in, say what its columns mean, carry it out, take it back.

A job moves a batch of rows at a time in the name of who asked, with what they may do then, each batch whole or not at
all: a killed worker loses nothing and repeats nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import insert, update

from itsm.domains.assets.engine.intake.targets import FIELD, TARGETS, guess_day_first, guess_targets
from itsm.domains.assets.enums import ImportKey, ImportSource, ImportState, RowOutcome, RowPhase
from itsm.domains.assets.imports import queries
from itsm.domains.assets.imports.applying import apply_rows
from itsm.domains.assets.imports.events import AssetImportChanged, AssetImportMoved
from itsm.domains.assets.imports.linking import unlink_rows
from itsm.domains.assets.imports.models import AssetImport, AssetImportRow
from itsm.domains.assets.imports.planning import plan_rows, shown_change
from itsm.domains.assets.imports.undoing import undo_rows
from itsm.domains.assets.repository import get_type
from itsm.domains.assets.visibility import WRITE
from itsm.domains.users import api as users
from itsm.platform.actor import Actor
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from itsm.domains.assets.imports.schemas import AssetImportTerms
    from itsm.platform.tabular import Table
    from itsm.platform.work import UnitOfWork

Act = Callable[["UnitOfWork", AssetImport], Awaitable[AssetImport]]
"""Something that is begun with a locked import: carrying it out, taking it back."""

REFRESH_ALL_JOB: Final = "assets.refresh_all_health"
"""Started when rows came in or went: each asset has its health then, without a job for every one."""

IMPORT_JOB: Final = "assets.import_rows"
BATCH: Final = 200
_MOVING: Final = frozenset({ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING})
_AFTER: Final = {
    ImportState.CHECKING: ImportState.CHECKED,
    ImportState.RUNNING: ImportState.DONE,
    ImportState.UNDOING: ImportState.UNDONE,
}
_WORDS: Final = {
    ImportState.UPLOADED: "was sent",
    ImportState.CHECKING: "is being checked",
    ImportState.CHECKED: "is checked",
    ImportState.RUNNING: "is coming in",
    ImportState.DONE: "is in the register",
    ImportState.UNDOING: "is being taken back",
    ImportState.UNDONE: "is taken back",
    ImportState.STOPPED: "was stopped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImport:
    """A file with its rows as (line, what it says); `targets`: what each column means."""

    source: ImportSource
    file_name: str
    sha256: str
    columns: Sequence[str]
    targets: Sequence[str | None]
    terms: Mapping[str, Any]
    rows: Sequence[tuple[int, Any]]


async def take_table(work: UnitOfWork, file_name: str, sha256: str, table: Table) -> AssetImport:
    """Take a table in and guess what its columns mean; nothing of it is in the register yet. Raises Forbidden (403)."""
    targets = guess_targets(table.columns, await queries.field_specs(work.session))
    sample = [cell for _, cells in table.rows[:200] for cell in cells]
    terms = {
        "key": (ImportKey.SERIAL if "serial" in targets and "tag" not in targets else ImportKey.TAG).value,
        "day_first": guess_day_first(sample) or False,
        "currency": "USD",
        "type_id": None,
    }
    new = NewImport(
        source=ImportSource.TABLE,
        file_name=file_name,
        sha256=sha256,
        columns=table.columns,
        targets=targets,
        terms=terms,
        rows=table.rows,
    )
    return await add_import(work, new, ImportState.UPLOADED)


async def add_import(work: UnitOfWork, new: NewImport, state: ImportState) -> AssetImport:
    """Keep a file with its rows; raise Forbidden (403)."""
    work.actor.require(WRITE)
    one = AssetImport(
        id=new_id(),
        source=new.source.value,
        file_name=new.file_name,
        sha256=new.sha256,
        columns=list(new.columns),
        targets=list(new.targets),
        terms=dict(new.terms),
        state=state.value,
        row_count=len(new.rows),
        rows_moved=0,
        counts={},
        fault=None,
        asked_by_id=work.actor.id,
        asked_by_name=work.actor.name,
        version=0,
        created_at=work.now,
    )
    work.session.add(one)
    await work.session.flush()
    phase = RowPhase.WAITING.value
    rows = [
        {"import_id": one.id, "line": line, "given": given, "phase": phase, "reasons": []} for line, given in new.rows
    ]
    if rows:
        await work.session.execute(insert(AssetImportRow), rows)
    _tell(work, one)
    return one


async def set_terms(work: UnitOfWork, one: AssetImport, wanted: AssetImportTerms) -> AssetImport:
    """Say what the columns of a locked import mean, and have every row checked against the register: a dry run.

    Raises Forbidden (403), Conflict (409) once it is in the register, Invalid (422) for meanings that do not fit.
    """
    work.actor.require(WRITE)
    _require_state(one, ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)
    await _check_terms(work, one, wanted)
    one.targets = list(wanted.targets)
    one.terms = {**wanted.model_dump(mode="json", exclude={"targets"})}
    await _set_phase(work, one.id, (), RowPhase.WAITING)
    _begin(work, one, ImportState.CHECKING)
    return one


async def start_import(work: UnitOfWork, one: AssetImport) -> AssetImport:
    """Carry a checked, locked import out; raise Forbidden (403), Conflict (409) where nothing would change."""
    work.actor.require(WRITE)
    _require_state(one, ImportState.CHECKED)
    is_idle = one.source == ImportSource.TABLE and not one.counts.get(RowOutcome.NEW)
    if is_idle and not one.counts.get(RowOutcome.CHANGED):
        raise Conflict("No row of this file adds or changes anything.", code="nothing_to_import")
    _begin(work, one, ImportState.RUNNING)
    return one


async def undo_import(work: UnitOfWork, one: AssetImport) -> AssetImport:
    """Take a locked import back, but for what people changed since; raise Forbidden (403), Conflict (409)."""
    work.actor.require(WRITE)
    _require_state(one, ImportState.DONE, ImportState.STOPPED)
    # Rows that set nothing need no look.
    idle = (AssetImportRow.after.is_(None), AssetImportRow.links.is_(None))
    counts = dict(one.counts)
    passed = await _set_phase(work, one.id, idle, RowPhase.RESTORED)
    _begin(work, one, ImportState.UNDOING)
    one.counts, one.rows_moved = counts | {"restored": 0, "kept": 0}, passed
    return one


async def move_rows(work: UnitOfWork, import_id: UUID, by_id: UUID | None) -> bool:
    """Move the next rows of an import in the name of who asked; return whether there are more."""
    one = await queries.get_import(work.session, import_id, lock=True)
    state = ImportState(one.state)
    if state not in _MOVING:
        return False
    if by_id is not None and not await _act_as(work, by_id):
        one.fault = "Who asked for this may no longer change assets."
        _finish(work, one, ImportState.STOPPED)
        return False
    if state is ImportState.UNDOING and await unlink_rows(work, one, BATCH) == BATCH:
        tell_moved(work, one)
        return True
    rows = await _next_rows(work, one.id, state)
    await _MOVES[state](work, one, rows)
    one.rows_moved = min(one.row_count, one.rows_moved + len(rows))
    count_rows(one, rows, is_undo=state is ImportState.UNDOING)
    if len(rows) == BATCH:
        tell_moved(work, one)
        return True
    _finish(work, one, _AFTER[state])
    return False


async def import_rows(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Job: move the next rows of `import_id` for the person `by_id`, and go on while there are more."""
    import_id, by_id = UUID(str(args["import_id"])), UUID(str(args["by_id"])) if args["by_id"] else None
    try:
        is_more = await move_rows(work, import_id, by_id)
    except NotFound:
        return
    if is_more:
        _go_on(work, import_id, by_id)


async def _next_rows(work: UnitOfWork, import_id: UUID, state: ImportState) -> Sequence[AssetImportRow]:
    phases = {ImportState.CHECKING: RowPhase.WAITING, ImportState.RUNNING: RowPhase.CHECKED}
    phase, is_undo = phases.get(state, RowPhase.DONE), state is ImportState.UNDOING
    return await queries.rows_of(work.session, import_id, phase=phase, backwards=is_undo, limit=BATCH)


async def _check(work: UnitOfWork, one: AssetImport, rows: Sequence[AssetImportRow]) -> None:
    """Write what would become of these rows; nothing of the register changes."""
    for each in await plan_rows(work.session, one, rows, lock=False):
        row, plan = each.row, each.plan
        row.phase, row.outcome, row.reasons = RowPhase.CHECKED.value, plan.outcome.value, list(plan.reasons)
        row.asset_id = each.asset.id if each.asset else None
        row.asset_tag = each.asset.tag if each.asset else row.tagged
        row.before, row.after = shown_change(each)
        row.links = [{"kind": one.wish.kind.value, "name": one.wish.name, "waits": False} for one in each.links] or None


async def _run(work: UnitOfWork, one: AssetImport, rows: Sequence[AssetImportRow]) -> None:
    for row in rows:
        # What the check noted is decided anew: the register may have moved.
        row.before = row.after = row.asset_id = row.asset_tag = row.links = None
    await apply_rows(work, one, await plan_rows(work.session, one, rows, lock=True))


async def _undo(work: UnitOfWork, one: AssetImport, rows: Sequence[AssetImportRow]) -> None:
    await undo_rows(work, one, rows)


_MOVES: Final = {ImportState.CHECKING: _check, ImportState.RUNNING: _run, ImportState.UNDOING: _undo}


async def _act_as(work: UnitOfWork, person_id: UUID) -> bool:
    """Act as this person from here on, with what they may do now; say whether they may still change assets."""
    person = await users.get_user(work.session, person_id)
    allowed = await users.permissions_of_person(work.session, person_id)
    if person is None or not person.is_active or WRITE not in allowed:
        return False
    work.actor = Actor(id=person.id, name=person.name, role=person.role, permissions=allowed)
    return True


async def _check_terms(work: UnitOfWork, one: AssetImport, wanted: AssetImportTerms) -> None:
    if one.source != ImportSource.TABLE:
        raise Conflict("What an agent found has no columns to name.", code="not_a_table")
    if len(wanted.targets) != len(one.columns):
        raise Invalid.field("targets", f"Say of each of the {len(one.columns)} columns what it means.", "wrong_length")
    named = [target for target in wanted.targets if target is not None]
    fields = {FIELD + spec.key for spec in await queries.field_specs(work.session)}
    for target in named:
        if target not in TARGETS and target not in fields:
            raise Invalid.field("targets", f"A column cannot mean {target}.", "unknown_reference")
    if len(set(named)) != len(named):
        raise Invalid.field("targets", "Two columns mean the same.", "repeated")
    if wanted.key not in named:
        raise Invalid.field("key", "Say which column holds what the assets are known by.", "required")
    if wanted.type_id is not None and not (await _type_named(work, wanted.type_id)):
        raise Invalid.field("type_id", "Choose one of the types.", "unknown_reference")


async def _type_named(work: UnitOfWork, type_id: UUID) -> bool:
    try:
        return (await get_type(work.session, type_id)).is_active
    except NotFound:
        return False


def _require_state(one: AssetImport, *states: ImportState) -> None:
    if one.state not in states:
        words = _WORDS[ImportState(one.state)]
        raise Conflict(f"That cannot be done: this import {words}.", code="wrong_state", state=one.state)


async def _set_phase(work: UnitOfWork, import_id: UUID, where: Collection[Any], phase: RowPhase) -> int:
    done: Any = await work.session.execute(
        update(AssetImportRow)
        .where(AssetImportRow.import_id == import_id, *where)
        .values(phase=phase.value)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


def _begin(work: UnitOfWork, one: AssetImport, state: ImportState) -> None:
    one.state, one.rows_moved, one.counts, one.fault = state.value, 0, {}, None
    _go_on(work, one.id, work.actor.id)
    _tell(work, one)


def _finish(work: UnitOfWork, one: AssetImport, state: ImportState) -> None:
    one.state = state.value
    if state is not ImportState.CHECKED:
        work.defer(REFRESH_ALL_JOB, {}, dedupe_key=REFRESH_ALL_JOB)
    if state is ImportState.UNDONE:
        one.undone_at = work.now
    elif state is ImportState.DONE:
        one.finished_at = work.now
    _tell(work, one)


def count_rows(one: AssetImport, rows: Sequence[AssetImportRow], *, is_undo: bool) -> None:
    """Add what became of these rows to what the import counts."""
    counts = dict(one.counts)
    for row in rows:
        if not is_undo:
            word = str(row.outcome)
        elif row.outcome in {RowOutcome.NEW, RowOutcome.CHANGED}:
            word = row.phase
        else:
            continue
        counts[word] = counts.get(word, 0) + 1
    one.counts = counts


def _go_on(work: UnitOfWork, import_id: UUID, by_id: UUID | None) -> None:
    work.defer(IMPORT_JOB, {"import_id": import_id, "by_id": by_id}, lock_key=f"{IMPORT_JOB}:{import_id}")


def _tell(work: UnitOfWork, one: AssetImport) -> None:
    one.version += 1
    work.record(_news(AssetImportChanged, one, f"Import of {one.file_name} {_WORDS[ImportState(one.state)]}"))


def tell_moved(work: UnitOfWork, one: AssetImport) -> None:
    """Tell open screens how far an import is."""
    work.record(_news(AssetImportMoved, one, ""))


def _news(kind: type[AssetImportChanged], one: AssetImport, summary: str) -> AssetImportChanged:
    return kind(
        subject_id=one.id,
        version=one.version,
        state=one.state,
        file_name=one.file_name,
        counts=dict(one.counts),
        summary=summary,
    )
