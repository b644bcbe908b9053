"""The audit trail, on a real database."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from itsm.domains.audit import export
from itsm.domains.audit.api import AuditFilter, audit_row, entries_of, search_entries
from itsm.domains.audit.routes import router
from itsm.platform.actor import Role, system_actor
from itsm.platform.events import DomainEvent
from itsm.platform.http.paging import encode_cursor
from itsm.platform.ids import new_id
from itsm.platform.tabular import safe_cell
from itsm.platform.work import CONSEQUENCES, open_work
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.db.engine import Database


@dataclass(frozen=True, kw_only=True)
class LampLit(DomainEvent):
    """Something happened to a lamp."""

    name: ClassVar[str] = "lamp.lit"
    subject_type: ClassVar[str] = "lamp"
    watts: int = 40


@dataclass(frozen=True, kw_only=True)
class LampSecret(LampLit):
    """Something happened that some may not hear of."""

    name: ClassVar[str] = "lamp.secret"


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CONSEQUENCES, "audit_row", audit_row)


async def _record(*events: DomainEvent, now: datetime | None = None, actor: Any = None) -> list[UUID]:
    async with open_work(actor or system_actor(), now=now) as work:
        return [work.record(event) for event in events]


@pytest.mark.asvs("16.2.1", "16.3.3")
async def test_an_event_becomes_an_entry_with_who_what_and_where(database: Database) -> None:
    lamp, actor = new_id(), an_actor()
    [event_id] = await _record(
        LampLit(subject_id=lamp, changes={"is_lit": (False, True)}, summary="x" * 600), actor=actor
    )
    async with database.reading() as session:
        [entry] = await entries_of(session, "lamp", lamp, limit=5)
    assert (entry.id, entry.action, entry.actor_name, entry.session_id) == (
        event_id,
        "lamp.lit",
        "Mia Cruz",
        actor.session_id,
    )
    assert entry.changes == {"is_lit": [False, True]}
    assert entry.details == {"watts": 40}
    assert len(entry.summary) == 500


async def test_a_rolled_back_event_leaves_no_entry(database: Database) -> None:
    lamp = new_id()
    with suppress(LookupError):
        async with open_work(system_actor()) as work:
            work.record(LampLit(subject_id=lamp))
            raise LookupError
    async with database.reading() as session:
        assert await entries_of(session, "lamp", lamp, limit=5) == []


async def test_history_holds_children_newest_first_and_leaves_out_what_is_asked(database: Database) -> None:
    room, lamp = new_id(), new_id()
    await _record(LampLit(subject_id=room), LampLit(subject_id=lamp, parent_type="lamp", parent_id=room))
    await _record(LampSecret(subject_id=lamp, parent_type="lamp", parent_id=room), LampLit(subject_id=new_id()))
    async with database.reading() as session:
        everything = await entries_of(session, "lamp", room, limit=9)
        allowed = await entries_of(session, "lamp", room, limit=9, without_actions=["lamp.secret"])
        older = await entries_of(session, "lamp", room, limit=9, before=everything[0].seq)
    assert [entry.action for entry in everything] == ["lamp.secret", "lamp.lit", "lamp.lit"]
    assert everything[0].seq > everything[1].seq > everything[2].seq
    rest = [entry.seq for entry in everything[1:]]
    assert [entry.seq for entry in allowed] == [entry.seq for entry in older] == rest


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET summary = 'forged'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "SET LOCAL itsm.audit_retention = 'on'; DELETE FROM audit_entries",
        "SET LOCAL itsm.audit_retention = 'on'; TRUNCATE audit_entries",
        "SET LOCAL itsm.audit_retention = 'on'; UPDATE audit_entries SET summary = 'forged'",
    ],
)
async def test_entries_can_be_neither_changed_nor_removed(database: Database, statement: str) -> None:
    await _record(LampLit(subject_id=new_id()))
    async with database.sessions() as session:
        *settings, last = statement.split("; ")
        for setting in settings:
            await session.execute(text(setting))
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(text(last))


async def test_entries_past_retention_can_be_removed_by_saying_so(database: Database) -> None:
    old = datetime.now(UTC) - timedelta(days=800)
    await _record(LampLit(subject_id=new_id()), now=old)
    await _record(LampLit(subject_id=new_id()))
    async with database.engine.begin() as connection:
        await connection.execute(text("SET LOCAL itsm.audit_retention = 'on'"))
        await connection.execute(text("DELETE FROM audit_entries WHERE at < now() - interval '2 years'"))
    async with database.reading() as session:
        left = await search_entries(session, AuditFilter(action="lamp."), limit=9)
    assert len(left) == 1


async def test_search_by_every_filter(database: Database) -> None:
    actor, lamp = an_actor(), new_id()
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    await _record(LampLit(subject_id=lamp, summary="100% bright"), actor=actor, now=noon)
    await _record(LampSecret(subject_id=new_id()), now=noon + timedelta(hours=1))
    hits = {
        AuditFilter(actor_id=actor.id): 1,
        AuditFilter(action="lamp.secret"): 1,
        AuditFilter(action="lamp."): 2,
        AuditFilter(subject_type="lamp"): 2,
        AuditFilter(subject_id=lamp): 1,
        AuditFilter(action="lamp.", at_from=noon + timedelta(minutes=1)): 1,
        AuditFilter(action="lamp.", at_to=noon + timedelta(minutes=1)): 1,
        AuditFilter(text="100%"): 1,
        AuditFilter(text="1%b"): 0,
        AuditFilter(text="mia cruz"): 1,
    }
    async with database.reading() as session:
        for wanted, count in hits.items():
            assert len(await search_entries(session, wanted, limit=9)) == count, wanted


async def test_the_list_pages_without_gaps(database: Database) -> None:
    await _record(*(LampLit(subject_id=new_id()) for _ in range(5)))
    async with a_client(an_actor(), router) as client:
        seen: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            params = {"action": "lamp.", "limit": "2"} | ({"cursor": cursor} if cursor else {})
            page = (await client.get("/api/admin/audit", params=params)).json()
            seen += [entry["seq"] for entry in page["items"]]
            cursor = page["next_cursor"]
            assert (page["total"], page["total_is_estimate"]) == (5, False)
    assert len(seen) == 5
    assert seen == sorted(set(seen), reverse=True)


async def test_an_unchanged_list_is_not_sent_again(database: Database) -> None:
    await _record(LampLit(subject_id=new_id()))
    async with a_client(an_actor(), router) as client:
        first = await client.get("/api/admin/audit")
        again = await client.get("/api/admin/audit", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("role", [Role.END_USER, Role.IT_AGENT, Role.IT_MANAGER])
async def test_only_administrators_read_the_trail(database: Database, role: Role) -> None:
    async with a_client(an_actor(role), router) as client:
        assert (await client.get("/api/admin/audit")).status_code == 403
        assert (await client.post("/api/admin/audit/export")).status_code == 403


@pytest.mark.parametrize(
    "params",
    [
        {"actor_id": "1"},
        {"action": "a'b"},
        {"at_from": "yesterday"},
        {"at_to": "2026-01-01T00:00:00"},
        {"at_from": "0001-01-01T00:00:00+14:00"},
        {"at_to": "9999-12-31T23:59:59-14:00"},
        {"cursor": "x"},
    ],
    ids=str,
)
async def test_bad_filters_are_refused(database: Database, params: dict[str, str]) -> None:
    async with a_client(an_actor(), router) as client:
        answer = await client.get("/api/admin/audit", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_cursor_beyond_every_entry_is_harmless(database: Database) -> None:
    await _record(LampLit(subject_id=new_id()))
    async with a_client(an_actor(), router) as client:
        answer = await client.get("/api/admin/audit", params={"cursor": encode_cursor(2**64 - 1), "action": "lamp."})
    assert len(answer.json()["items"]) == 1


@pytest.mark.asvs("1.2.10")
@pytest.mark.peer_class("S25")
async def test_the_export_is_whole_safe_and_audited(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PAGE_ROWS", 2)
    hostile = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "plain"]
    await _record(*(LampLit(subject_id=new_id(), summary=summary) for summary in hostile))
    actor = an_actor()
    async with a_client(actor, router) as client:
        answer = await client.post("/api/admin/audit/export", params={"action": "lamp."})
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["summary"] for row in reversed(rows)] == [f"'{s}" for s in hostile[:-1]] + ["plain"]
    assert all(int(row["seq"]) > 0 for row in rows)
    async with database.reading() as session:
        [entry] = await search_entries(session, AuditFilter(action="audit.exported"), limit=2)
    assert (entry.actor_id, entry.details) == (actor.id, {"filters": {"action": "lamp."}})


@pytest.mark.asvs("1.2.10")
@pytest.mark.peer_class("S25")
def test_numbers_stay_numbers() -> None:
    assert safe_cell(-5) == -5
    assert safe_cell(None) == ""
    assert safe_cell({"a": "=1"}) == '{"a":"=1"}'
