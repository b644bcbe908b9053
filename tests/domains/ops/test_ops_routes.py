"""The machinery through the interface, on a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from itsm.domains.notifications import ports
from itsm.domains.notifications.api import Mail, deliver_all, set_mail_room
from itsm.domains.notifications.jobs import JOBS
from itsm.domains.ops.routes import router
from itsm.platform.actor import Role, system_actor
from itsm.platform.db.engine import open_database, set_database
from itsm.platform.http.paging import encode_cursor
from itsm.platform.ids import new_id
from itsm.platform.jobs.runner import Worker
from itsm.platform.mail.adapters import open_mail
from itsm.platform.work import open_work
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from uuid import UUID

    import httpx

    from itsm.platform.db.engine import Database

UNKNOWN = "01890000-0000-7000-8000-000000000000"
ROUTES = [
    ("GET", "/api/admin/outbox"),
    ("GET", f"/api/admin/outbox/{UNKNOWN}"),
    ("POST", f"/api/admin/outbox/{UNKNOWN}/resend"),
    ("GET", "/api/admin/jobs"),
    ("GET", "/api/admin/jobs/summary"),
    ("POST", "/api/admin/jobs/1/retry"),
    ("GET", "/api/admin/health"),
]


@pytest.fixture(autouse=True)
def outbox_only() -> AsyncIterator[None]:
    before = ports._mail_room
    set_mail_room(open_mail(None), sender="Desk <desk@madison88.example>", public_url="https://desk.example")
    yield
    ports._mail_room = before


@pytest.fixture
async def admin(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with a_client(an_actor(), router) as client:
        yield client


async def _mail(address: str = "ana@madison88.example", title: str = "VPN drops") -> UUID:
    mail = Mail(
        recipient_id=new_id(),
        address=address,
        name="Ana Reyes",
        template="ticket_created",
        context={"audience": "requester", "number": "TKT-2026-000001", "title": title},
    )
    async with open_work(system_actor()) as work:
        return (await deliver_all(work, new_id(), [mail]))[0]


async def _job(database: Database, name: str, state: str = "ready") -> int:
    async with database.engine.begin() as connection:
        insert = text("INSERT INTO jobs (name, args, state, attempts) VALUES (:name, '{}', :state, 8) RETURNING id")
        return int((await connection.execute(insert, {"name": name, "state": state})).scalar_one())


@pytest.mark.asvs("8.2.1")
@pytest.mark.peer_class("S41")
@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("role", [Role.END_USER, Role.IT_AGENT, Role.IT_MANAGER])
async def test_only_administrators_come_in(database: Database, role: Role, method: str, path: str) -> None:
    async with a_client(an_actor(role), router) as client:
        assert (await client.request(method, path)).status_code == 403


async def test_the_outbox_shows_mails_newest_first_page_by_page(admin: httpx.AsyncClient) -> None:
    ids = [str(await _mail()) for _ in range(5)]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (
            await admin.get("/api/admin/outbox", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        assert (page["total"], page["total_is_estimate"]) == (5, False)
        assert all("html" not in item for item in page["items"])
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ids[::-1]


async def test_the_outbox_filters(admin: httpx.AsyncClient) -> None:
    await _mail("ana@madison88.example", "100% broken")
    await _mail("ben@madison88.example")
    counts = {
        "state=queued": 2,
        "state=queued,failed": 2,
        "state=sent": 0,
        "template=ticket_created": 2,
        "template=invitation": 0,
        "is_ambiguous=false": 2,
        "is_ambiguous=true": 0,
        f"recipient_id={UNKNOWN}": 0,
        "q=ANA@": 1,
        "q=100%25": 1,
        "q=1%25b": 0,
    }
    for query, count in counts.items():
        assert len((await admin.get(f"/api/admin/outbox?{query}")).json()["items"]) == count, query


async def test_a_kept_mail_is_read_and_sent_again(admin: httpx.AsyncClient) -> None:
    delivery_id = await _mail(title="<script>alert(1)</script>")
    await Worker(JOBS).run_until_empty()
    mail = (await admin.get(f"/api/admin/outbox/{delivery_id}")).json()
    assert (mail["state"], mail["attempts"]) == ("kept", 1)
    assert "<script>" not in mail["html"]
    assert "<script>" in mail["text"]
    again = await admin.post(f"/api/admin/outbox/{delivery_id}/resend")
    assert (again.status_code, again.json()["state"]) == (202, "queued")
    conflict = await admin.post(f"/api/admin/outbox/{delivery_id}/resend")
    assert (conflict.status_code, conflict.json()["code"]) == (409, "conflict")


async def test_an_unchanged_mail_is_not_sent_over_the_wire_again(admin: httpx.AsyncClient) -> None:
    path = f"/api/admin/outbox/{await _mail()}"
    first = await admin.get(path)
    again = await admin.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)


async def test_jobs_are_listed_counted_and_run_again(admin: httpx.AsyncClient, database: Database) -> None:
    parked = await _job(database, "search.index", "parked")
    await _job(database, "search.index")
    listed = (await admin.get("/api/admin/jobs", params={"state": "parked"})).json()
    assert [(job["id"], job["name"], job["attempts"]) for job in listed["items"]] == [(parked, "search.index", 8)]
    summary = (await admin.get("/api/admin/jobs/summary")).json()["items"]
    assert {(c["name"], c["state"], c["count"]) for c in summary} == {
        ("search.index", "parked", 1),
        ("search.index", "ready", 1),
    }
    retried = await admin.post(f"/api/admin/jobs/{parked}/retry")
    assert (retried.status_code, retried.json()["state"], retried.json()["attempts"]) == (202, "ready", 0)
    async with database.reading() as session:
        events = await session.execute(text("SELECT name, data->>'job_id' FROM domain_events"))
        assert [tuple(row) for row in events] == [("job.retried", str(parked))]


async def test_a_running_job_is_left_alone(admin: httpx.AsyncClient, database: Database) -> None:
    running = await _job(database, "search.index", "running")
    assert (await admin.post(f"/api/admin/jobs/{running}/retry")).status_code == 409


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/admin/outbox/nonsense", 422),
        ("GET", f"/api/admin/outbox/{UNKNOWN}", 404),
        ("POST", f"/api/admin/outbox/{UNKNOWN}/resend", 404),
        ("GET", "/api/admin/outbox?state=lost", 422),
        ("GET", "/api/admin/outbox?cursor=x", 422),
        ("GET", f"/api/admin/outbox?cursor={encode_cursor('x')}", 422),
        ("GET", f"/api/admin/outbox?cursor={encode_cursor(None)}", 422),
        ("GET", "/api/admin/outbox?limit=201", 422),
        ("GET", "/api/admin/outbox?q=%00", 422),
        ("GET", "/api/admin/jobs?state=lost", 422),
        ("GET", "/api/admin/jobs?name=%27", 422),
        ("GET", f"/api/admin/jobs?cursor={encode_cursor(2**64 - 1)}", 200),
        ("POST", "/api/admin/jobs/0/retry", 422),
        ("POST", f"/api/admin/jobs/{2**63}/retry", 422),
        ("POST", f"/api/admin/jobs/{2**63 - 1}/retry", 404),
    ],
)
async def test_bad_input_is_refused(admin: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    assert (await admin.request(method, path)).status_code == status


async def test_health_tells_of_every_part(admin: httpx.AsyncClient, database: Database) -> None:
    await _mail()
    async with database.engine.begin() as connection:
        await connection.execute(
            text("""INSERT INTO job_workers (id, host, pid, started_at, seen_at)
                    VALUES (gen_random_uuid(), 'h', 1, now(), now()),
                           (gen_random_uuid(), 'h', 2, now(), now() - interval '1 hour')""")
        )
    answer = await admin.get("/api/admin/health")
    health = answer.json()
    checks = {check["name"]: check for check in health["checks"]}
    assert answer.headers["cache-control"] == "no-store"
    assert checks["workers"]["value"] == 1
    assert checks["queue"]["detail"] == "1 due, 0 parked."
    assert checks["mail"]["detail"].startswith("1 waiting, 0 failed")
    assert (health["verdict"], checks["database"]["verdict"]) == ("ok", "ok")


async def test_health_answers_while_the_database_does_not(database: Database) -> None:
    set_database(open_database("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1))
    async with a_client(an_actor(), router) as client:
        answer = await client.get("/api/admin/health")
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "failing"
    assert "127.0.0.1" not in answer.text
