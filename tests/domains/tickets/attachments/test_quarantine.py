"""Files wait for a real clamd, are held back where it says so, and are let go or deleted by an administrator (S28)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from itsm.domains.files.jobs import rescan_waiting, sweep_leftovers
from itsm.platform.actor import system_actor
from itsm.platform.scanner.adapters import open_scanner, set_scanner
from itsm.platform.scanner.clamd import ClamdScanner
from itsm.platform.scanner.port import ScannerUnavailableError, Verdict
from itsm.platform.work import open_work
from tests.domains.files import samples
from tests.domains.tickets.attachments.test_attachments import attached, kept_files, link
from tests.domains.tickets.comments.desk import Desk, events, rows
from tests.factories.clamd import BAD, Clamd, running_clamd

Drain = Callable[[], Awaitable[int]]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    with running_clamd(tmp_path_factory.mktemp("clamd")) as running:
        yield running


@pytest.fixture
def clamd(daemon: Clamd) -> Iterator[Clamd]:
    if daemon.process is None:
        daemon.start()
    set_scanner(open_scanner(daemon.url, max_mb=100))
    yield daemon
    set_scanner(None)


async def states() -> list[str]:
    return [row.scan_state for row in await rows("SELECT scan_state FROM stored_files ORDER BY id")]


async def run(job: Callable[..., Awaitable[None]]) -> None:
    async with open_work(system_actor()) as work:
        await job(work, {})


async def age() -> None:
    await rows("UPDATE stored_files SET created_at = created_at - interval '5 minutes' RETURNING id")


@pytest.mark.asvs("5.4.3")
async def test_a_file_is_served_only_after_the_scanner_found_it_clean(clamd: Clamd, desk: Desk, drain: Drain) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.txt", b"harmless")
    waiting = await link(desk, "user.ph", ticket, attachment)
    assert (waiting.status_code, waiting.json()["code"], waiting.json()["scan_state"]) == (409, "file_held", "pending")
    await drain()
    assert await states() == ["clean"]
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    assert (await desk.http.get(url)).content == b"harmless"
    (news,) = await events(ticket, "attachment.judged")
    assert f"ticket:{ticket}" in news.live_rooms


@pytest.mark.asvs("5.4.3")
async def test_an_infected_file_is_held_told_and_written_down(clamd: Clamd, desk: Desk, drain: Drain) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "bad.txt", b"x" + BAD)
    await drain()
    assert await states() == ["infected"]
    for who in ("user.ph", "agent.ph", "admin"):
        refused = await link(desk, who, ticket, attachment)
        assert (refused.status_code, refused.json()["scan_state"]) == (409, "infected")
    mails = await rows(
        "SELECT recipient_id, subject FROM deliveries WHERE template = 'file_held' ORDER BY recipient_id"
    )
    told = {mail.recipient_id for mail in mails}
    assert {desk.world.users["user.ph"], desk.world.users["admin"]} <= told
    assert desk.world.users["agent.ph"] not in told
    assert "bad.txt" in mails[0].subject
    (entry,) = await rows("SELECT parent_id, details FROM audit_entries WHERE action = 'file.quarantined'")
    assert (str(entry.parent_id), entry.details["scan_state"]) == (ticket, "infected")
    assert "Desk.Test.Marker" in entry.details["detail"]


async def test_a_link_made_before_is_refused_once_the_file_is_held(clamd: Clamd, desk: Desk, drain: Drain) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.txt", b"harmless")
    await drain()
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    await rows("UPDATE stored_files SET scan_state = 'infected' RETURNING id")
    assert (await desk.http.get(url)).status_code == 404


@pytest.mark.asvs("5.4.3")
@pytest.mark.peer_class("S28")
async def test_while_the_scanner_is_away_files_wait_and_none_is_called_clean(
    clamd: Clamd, desk: Desk, drain: Drain
) -> None:
    ticket = await desk.ticket()
    clamd.stop()
    attachment = await attached(desk, "user.ph", ticket, "a.txt", b"harmless")
    await attached(desk, "user.ph", ticket, "b.txt", BAD)
    await drain()
    await age()
    await run(rescan_waiting)
    await drain()
    assert await states() == ["pending", "pending"]
    assert (await link(desk, "user.ph", ticket, attachment)).status_code == 409
    clamd.start()
    await run(rescan_waiting)
    await drain()
    assert await states() == ["clean", "infected"]


async def test_a_file_that_breaks_the_scanner_again_and_again_is_unscannable(desk: Desk, drain: Drain) -> None:
    class Breaking(ClamdScanner):
        async def scan(self, *_: object) -> Verdict:
            raise ScannerUnavailableError("hung up", is_mid_scan=True)

        async def version(self) -> str:
            return "breaking"

    set_scanner(Breaking(("127.0.0.1", 1), max_bytes=1))
    try:
        await attached(desk, "user.ph", await desk.ticket(), "a.txt", b"poison")
        for _ in range(4):
            await drain()
            assert await states() == ["pending"]
            await age()
            await run(rescan_waiting)
        await drain()
        assert await states() == ["unscannable"]
    finally:
        set_scanner(None)


async def test_without_a_scanner_files_are_visibly_not_scanned_and_wait_once_there_is_one(
    daemon: Clamd, desk: Desk, drain: Drain
) -> None:
    set_scanner(None)
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.txt", b"harmless")
    listed = (await desk.get("user.ph", f"/tickets/{ticket}/attachments")).json()
    assert listed["items"][0]["scan_state"] == "not_scanned"
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    assert (await desk.http.get(url)).status_code == 200
    state = (await desk.get("admin", "/admin/quarantine/scanner")).json()
    assert (state["is_configured"], state["not_scanned"]) == (False, 1)
    if daemon.process is None:
        daemon.start()
    set_scanner(open_scanner(daemon.url, max_mb=100))
    try:
        assert (await desk.http.get(url)).status_code == 404
        await age()
        await run(rescan_waiting)
        await drain()
        assert await states() == ["clean"]
        assert (await desk.http.get(url)).status_code == 200
        state = (await desk.get("admin", "/admin/quarantine/scanner")).json()
        assert (state["is_answering"], state["not_scanned"]) == (True, 0)
        assert state["version"].startswith("ClamAV")
    finally:
        set_scanner(None)


async def test_an_administrator_releases_with_a_reason_that_is_written_down(
    clamd: Clamd, desk: Desk, drain: Drain
) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "bad.txt", BAD)
    await drain()
    page = (await desk.get("admin", "/admin/quarantine", params={"state": "infected"})).json()
    (held,) = page["items"]
    assert (held["name"], held["owner_id"], held["uploaded_by"], page["total"]) == (
        "bad.txt",
        ticket,
        "Ana Ramirez",
        1,
    )
    path = f"/admin/quarantine/{held['id']}/release"
    assert (await desk.post("admin", path, {"reason": "  "})).status_code == 422
    done = await desk.post("admin", path, {"reason": "A test file of our own"})
    assert (done.status_code, done.json()["scan_state"]) == (200, "released")
    assert (await desk.post("admin", path, {"reason": "A second time"})).status_code == 409
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    assert (await desk.http.get(url)).content == BAD
    (entry,) = await rows("SELECT actor_id, details FROM audit_entries WHERE action = 'file.released'")
    assert (entry.actor_id, entry.details["reason"]) == (desk.world.users["admin"], "A test file of our own")
    assert (await desk.get("admin", "/admin/quarantine")).json()["items"] == []


async def test_an_administrator_deletes_and_the_bytes_are_gone(
    clamd: Clamd, desk: Desk, drain: Drain, kept: Path
) -> None:
    ticket = await desk.ticket()
    await attached(desk, "user.ph", ticket, "bad.txt", BAD)
    await drain()
    (held,) = (await desk.get("admin", "/admin/quarantine")).json()["items"]
    path = f"/admin/quarantine/{held['id']}"
    assert (await desk.ask("admin", "DELETE", path)).status_code == 204
    await drain()
    assert (await desk.ask("admin", "DELETE", path)).status_code == 409
    assert kept_files(kept) == []
    listed = (await desk.get("user.ph", f"/tickets/{ticket}/attachments")).json()
    assert listed["items"][0]["scan_state"] == "deleted"
    await run(sweep_leftovers)
    assert len(await rows("SELECT id FROM audit_entries WHERE action = 'file.deleted'")) == 1


@pytest.mark.parametrize("who", ["user.ph", "agent.ph", "manager.ph"])
async def test_nobody_but_an_administrator_comes_near_the_quarantine(desk: Desk, who: str) -> None:
    for method, path in (
        ("GET", "/admin/quarantine"),
        ("GET", "/admin/quarantine/scanner"),
        ("POST", f"/admin/quarantine/{uuid4()}/release"),
        ("DELETE", f"/admin/quarantine/{uuid4()}"),
    ):
        body = {"json": {"reason": "because I say so"}} if method == "POST" else {}
        assert (await desk.ask(who, method, path, **body)).status_code == 403, path


async def test_an_internal_file_that_is_held_stays_unknown_to_the_requester(
    clamd: Clamd, desk: Desk, drain: Drain
) -> None:
    ticket = await desk.ticket()
    await desk.upload("agent.ph", ticket, "canary.txt", BAD, fields={"is_internal": "true"})
    await drain()
    (news,) = await events(ticket, "attachment.internal_judged")
    assert not {f"ticket:{ticket}", f"user:{desk.world.users['user.ph']}"} & set(news.live_rooms)
    assert "canary" not in (await desk.get("user.ph", f"/tickets/{ticket}/timeline")).text
    told = await rows("SELECT recipient_id FROM deliveries WHERE template = 'file_held'")
    assert desk.world.users["user.ph"] not in {row.recipient_id for row in told}


async def test_the_list_pages(desk: Desk) -> None:
    ticket = await desk.ticket()
    for _ in range(3):
        await attached(desk, "user.ph", ticket, "a.pdf", samples.PDF)
    await rows("UPDATE stored_files SET scan_state = 'unscannable' RETURNING id")
    first = (await desk.get("admin", "/admin/quarantine", params={"limit": 2})).json()
    rest = (await desk.get("admin", "/admin/quarantine", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert (len(first["items"]), len(rest["items"]), first["total"], rest["next_cursor"]) == (2, 1, 3, None)
