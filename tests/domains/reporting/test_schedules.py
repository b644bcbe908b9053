"""Dashboards by mail: due once, with the reader's own figures and a file, until they lose the right."""

from __future__ import annotations

import asyncio
import csv
import email
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import func, select, text, update

from itsm.domains.notifications import ports
from itsm.domains.reporting.jobs import FIND_JOB, find_due_reports
from itsm.domains.reporting.schedules.engine import Rhythm, next_due
from itsm.domains.reporting.schedules.enums import Frequency
from itsm.domains.reporting.schedules.models import ReportRun, ReportSchedule
from itsm.domains.users.models import User
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.jobs.runner import Worker
from itsm.platform.mail.adapters import open_mail
from itsm.platform.work import open_work
from itsm.wiring.jobs import JOBS
from tests.conftest import Login
from tests.domains.reporting.desk import fill_desk
from tests.factories.world import World
from tests.platform.mail.smtp_sink import SmtpSink

PATH = "/api/dashboard/schedules"
WEEKLY: dict[str, Any] = {
    "name": "Monday figures",
    "page": "manager",
    "filters": {"days": 90},
    "compare": True,
    "format": "csv",
    "frequency": "weekly",
    "weekday": 1,
    "hour": 8,
    "timezone": "Asia/Manila",
}
Headers = dict[str, str]


@pytest.fixture
async def sink(client: httpx.AsyncClient) -> AsyncIterator[SmtpSink]:
    """A running SMTP server that this process mails to; everything else as wiring chose it."""
    assert client
    server, before = SmtpSink(), ports.mail_room()
    await server.start()
    ports._mail_room = ports.MailRoom(
        mail=open_mail(f"smtp://127.0.0.1:{server.port}"),
        sender=before.sender,
        public_url=before.public_url,
        secret_links=before.secret_links,
        readers=before.readers,
        attachments=before.attachments,
    )
    yield server
    ports._mail_room = before
    await server.stop()


async def create(client: httpx.AsyncClient, headers: Headers, **changes: Any) -> dict[str, Any]:
    answer = await client.post(PATH, json=WEEKLY | changes, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def run_all() -> None:
    """Run every job of this room and of mail that waits, until none does."""
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(
            text("DELETE FROM jobs WHERE name NOT IN ('reporting.send_report', 'notifications.send_email')")
        )
    await Worker(JOBS, slots=4).run_until_empty()


async def make_due(schedule_id: str, ago: timedelta = timedelta(minutes=1)) -> datetime:
    due = utc_now() - ago
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(update(ReportSchedule).where(ReportSchedule.id == schedule_id).values(next_at=due))
    return due


async def find() -> None:
    async with open_work(system_actor("Test")) as work:
        await find_due_reports(work, {})


def mails(sink: SmtpSink) -> list[EmailMessage]:
    return [cast("EmailMessage", email.message_from_bytes(one.content, policy=default)) for one in sink.received]


def parts(mail: EmailMessage) -> tuple[str, str, str, bytes]:
    """Return plain text, HTML, name and content of the file."""
    (file,) = mail.iter_attachments()
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content(), str(file.get_filename()), bytes(file.get_payload(decode=True))


async def test_a_report_is_mailed_with_the_figures_its_reader_sees(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, sink: SmtpSink
) -> None:
    await fill_desk(database, world)
    seen = {}
    for name in ("manager.ph", "agent.us"):
        headers = await login(name)
        schedule = await create(client, headers)
        await make_due(schedule["id"])
        shown = (await client.get("/api/dashboard/panels/now", headers=headers)).json()
        seen[f"{name}@madison88.example"] = shown["rows"][0]["cells"][0]["count"]
    await find()
    await run_all()
    assert {one.recipients[0] for one in sink.received} == set(seen)
    assert len(set(seen.values())) == 2
    for one, mail in zip(sink.received, mails(sink), strict=True):
        count = seen[one.recipients[0]]
        plain, html, name, file = parts(mail)
        assert mail["Subject"].startswith("Monday figures: ")
        assert f"Open: {count}" in plain.splitlines()
        assert f">{count}</td>" in html
        assert "Solved on time" in plain
        assert "(before: " in plain
        assert name == f"dashboard-manager-{utc_now().date().isoformat()}.csv"
        rows = list(csv.DictReader(io.StringIO(file.decode())))
        first = next(row for row in rows if row["panel"] == "As of now" and row["metric"] == "Open")
        assert float(first["value"]) == count
        assert {row["panel"] for row in rows} >= {"As of now", "Teams", "Backlog"}


@pytest.mark.usefixtures("sink")
async def test_a_workbook_and_what_is_told_of_it(client: httpx.AsyncClient, login: Login, sink: SmtpSink) -> None:
    headers = await login("admin")
    schedule = await create(client, headers, format="xlsx", page="admin", filters={"location": "Philippines"})
    sent = await client.post(f"{PATH}/{schedule['id']}/send", headers=headers)
    assert sent.status_code == 202
    await run_all()
    plain, _, name, file = parts(mails(sink)[0])
    assert name.endswith(".xlsx")
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(file)).namelist()
    assert "Only: Philippines" in plain
    told = (await client.get(f"{PATH}/{schedule['id']}", headers=headers)).json()
    assert told["last_at"] is not None
    assert told["next_at"] == schedule["next_at"]
    trail = (await client.get("/api/admin/audit", params={"action": "report.mailed"}, headers=headers)).json()
    assert [entry["details"]["recipient"] for entry in trail["items"]] == ["admin@madison88.example"]


async def test_several_workers_mail_each_time_once(
    client: httpx.AsyncClient, login: Login, database: Database, sink: SmtpSink
) -> None:
    ids = [(await create(client, await login("manager.ph"), name=f"Report {n}"))["id"] for n in range(4)]
    for schedule_id in ids:
        # What was missed for three weeks leaves once.
        await make_due(schedule_id, timedelta(days=21))
    await asyncio.gather(*(find() for _ in range(5)))
    await asyncio.gather(*(Worker(JOBS, slots=2).run_until_empty() for _ in range(3)))
    await find()
    await run_all()
    assert sorted(mail["Subject"].partition(":")[0] for mail in mails(sink)) == [f"Report {n}" for n in range(4)]
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ReportRun)) == 4
        due = list(await session.scalars(select(ReportSchedule.next_at)))
    assert all(one is not None and one > utc_now() for one in due)


@pytest.mark.peer_class("S05")
@pytest.mark.parametrize("how", ["left", "demoted", "page"])
async def test_it_stops_when_its_reader_loses_the_right(
    client: httpx.AsyncClient, login: Login, world: World, sink: SmtpSink, how: str
) -> None:
    name = "admin" if how == "page" else "agent.ph"
    schedule = await create(client, await login(name), page="admin" if how == "page" else "manager")
    await make_due(schedule["id"])
    await find()
    changes: dict[str, Any] = {
        "left": {"is_active": False},
        "demoted": {"role": "end_user"},
        "page": {"role": "it_manager"},
    }[how]
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(update(User).where(User.id == world.users[name]).values(**changes))
    await run_all()
    assert sink.received == []
    async with open_work(system_actor("Test")) as work:
        row = (await work.session.scalars(select(ReportSchedule))).one()
        assert (row.stopped, row.next_at) == ("right_lost", None)


async def test_a_mail_that_waits_is_withheld_when_the_right_is_lost(
    client: httpx.AsyncClient, login: Login, world: World, sink: SmtpSink
) -> None:
    schedule = await create(client, await login("agent.ph"))
    await make_due(schedule["id"])
    await find()
    async with open_work(system_actor("Test")) as work:
        run = (await work.session.scalars(select(ReportRun))).one()
        await JOBS["reporting.send_report"].handler(work, {"run_id": str(run.id)})
    async with open_work(system_actor("Test")) as work:
        await work.session.execute(update(User).where(User.id == world.users["agent.ph"]).values(role="end_user"))
    await run_all()
    assert sink.received == []
    async with open_work(system_actor("Test")) as work:
        states = list(await work.session.scalars(text("SELECT state FROM deliveries WHERE template = 'report'")))
    assert states == ["withheld"]


@pytest.mark.usefixtures("sink")
async def test_a_category_that_is_gone_stops_it_and_taking_it_up_plans_it(
    client: httpx.AsyncClient, login: Login, sink: SmtpSink
) -> None:
    headers = await login("manager.ph")
    schedule = await create(client, headers, filters={"category": "Hardware"})
    async with open_work(system_actor("Test")) as work:
        gone = update(ReportSchedule).values(filters={"category": "Boats"})
        await work.session.execute(gone)
    await make_due(schedule["id"])
    await find()
    await run_all()
    told = (await client.get(f"{PATH}/{schedule['id']}", headers=headers)).json()
    assert (told["stopped"], told["next_at"], sink.received) == ("filters_gone", None, [])
    change = {"filters": {"days": 7}, "is_paused": False}
    answer = await client.patch(f"{PATH}/{schedule['id']}", json=change, headers=headers | {"If-Match": "*"})
    assert (answer.json()["stopped"], answer.json()["next_at"] is None) == (None, False)


async def test_pausing_changing_and_removing(client: httpx.AsyncClient, login: Login, sink: SmtpSink) -> None:
    headers, other = await login("manager.ph"), await login("agent.ph")
    schedule = await create(client, headers)
    one = f"{PATH}/{schedule['id']}"
    for method, path in (("GET", one), ("PATCH", one), ("DELETE", one), ("POST", f"{one}/send")):
        body = {"json": {"hour": 5}} if method == "PATCH" else {}
        answer = await client.request(method, path, headers=other | {"If-Match": "*"}, **body)
        assert answer.status_code == 404, method
    paused = await client.patch(one, json={"is_paused": True}, headers=headers | {"If-Match": '"1"'})
    assert (paused.json()["next_at"], paused.headers["etag"]) == (None, '"2"')
    assert (await client.patch(one, json={"hour": 9}, headers=headers | {"If-Match": '"1"'})).status_code == 412
    await find()
    await run_all()
    assert sink.received == []
    assert (await client.post(PATH, json=WEEKLY | {"page": "admin"}, headers=headers)).status_code == 404
    nobody = {"filters": {"team": "01a225a3-b87d-7202-8365-583cb28eafad"}}
    for wrong in (
        nobody,
        {"timezone": "Moon/Base"},
        {"filters": {"category": "Boats"}},
        {"hour": 24},
        {"format": "pdf"},
    ):
        assert (await client.post(PATH, json=WEEKLY | wrong, headers=headers)).status_code == 422, wrong
    await client.post(f"{one}/send", headers=headers)
    assert (await client.delete(one, headers=headers | {"If-Match": "*"})).status_code == 204
    await run_all()
    assert sink.received == []
    assert (await client.get(PATH, headers=headers)).json()["items"] == []


async def test_nobody_has_more_than_a_few(client: httpx.AsyncClient, login: Login) -> None:
    headers = await login("agent.ph")
    for n in range(25):
        await create(client, headers, name=f"Report {n}")
    assert (await client.post(PATH, json=WEEKLY, headers=headers)).status_code == 409
    assert len((await client.get(PATH, headers=headers)).json()["items"]) == 25
    assert FIND_JOB in JOBS


def at(text_: str) -> datetime:
    return datetime.fromisoformat(text_).replace(tzinfo=UTC)


def rhythm(frequency: Frequency, zone: str, hour: int = 8, **more: int) -> Rhythm:
    return Rhythm(frequency=frequency, hour=hour, zone=zone, **more)


@pytest.mark.parametrize(
    ("when", "after", "due"),
    [
        (rhythm(Frequency.DAILY, "Asia/Manila"), "2026-11-29T00:00:00", "2026-11-30T00:00:00"),
        (rhythm(Frequency.DAILY, "Asia/Manila"), "2026-11-28T23:59:59", "2026-11-29T00:00:00"),
        (rhythm(Frequency.WEEKLY, "UTC", weekday=1), "2026-11-29T10:00:00", "2026-11-30T08:00:00"),
        (rhythm(Frequency.WEEKLY, "UTC", weekday=7), "2026-11-29T08:00:00", "2026-12-06T08:00:00"),
        (rhythm(Frequency.MONTHLY, "UTC", day=31), "2026-01-31T08:00:00", "2026-02-28T08:00:00"),
        (rhythm(Frequency.MONTHLY, "UTC", day=31), "2028-02-01T00:00:00", "2028-02-29T08:00:00"),
        (rhythm(Frequency.MONTHLY, "UTC", day=1), "2026-12-01T08:00:00", "2027-01-01T08:00:00"),
        # The clocks of Denver leave out two o'clock of 8 March 2026, and have one o'clock of 1 November twice.
        (rhythm(Frequency.DAILY, "America/Denver", hour=2), "2026-03-08T00:00:00", "2026-03-08T09:00:00"),
        (rhythm(Frequency.DAILY, "America/Denver", hour=1), "2026-11-01T00:00:00", "2026-11-01T07:00:00"),
        (rhythm(Frequency.DAILY, "America/Denver", hour=1), "2026-11-01T07:00:00", "2026-11-02T08:00:00"),
    ],
)
def test_when_a_report_is_due_next(when: Rhythm, after: str, due: str) -> None:
    assert next_due(when, at(after)) == at(due)


@pytest.mark.parametrize("frequency", list(Frequency))
@pytest.mark.parametrize("zone", ["America/Denver", "Asia/Manila", "Pacific/Chatham"])
def test_times_go_on_at_the_hour_of_the_zone(frequency: Frequency, zone: str) -> None:
    when, now = rhythm(frequency, zone, hour=7, weekday=3, day=30), at("2026-01-01T00:00:00")
    longest = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.MONTHLY: 31}[frequency]
    for _ in range(60):
        due = next_due(when, now)
        assert timedelta() < due - now <= timedelta(days=longest, hours=25)
        assert due.astimezone(ZoneInfo(zone)).hour == 7
        now = due
