"""Files on tickets: what is taken, who sees it, how it is fetched, and that nothing else leads to the bytes."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.files import service as files_service
from itsm.domains.files.jobs import sweep_leftovers
from itsm.domains.identity.authority import AUTHORITIES
from itsm.domains.settings import api as settings
from itsm.platform.actor import system_actor
from itsm.platform.errors import Unavailable
from itsm.platform.storage import adapters, disk
from itsm.platform.work import open_work
from tests.domains.files import samples
from tests.domains.tickets.comments.desk import Desk, events, rows

MB = 1024 * 1024


def kept_files(kept: Path) -> list[Path]:
    return [path for path in kept.rglob("*") if path.is_file()]


async def link(desk: Desk, who: str, ticket: str, attachment: str) -> httpx.Response:
    return await desk.post(who, f"/tickets/{ticket}/attachments/{attachment}/link")


async def attached(desk: Desk, who: str, ticket: str, name: str = "shot.png", content: bytes = samples.PNG) -> str:
    answer = await desk.upload(who, ticket, name, content)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def allow(key: str, value: object) -> None:
    async with open_work(system_actor()) as work:
        await settings.change_setting(work, key, value)


async def test_a_file_comes_back_as_it_was_sent(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    content = samples.PDF + os.urandom(2 * MB)
    made = await desk.upload("user.ph", ticket, "Scan 1.pdf", content, said="text/html")
    assert made.status_code == 201, made.text
    body = made.json()
    assert (body["filename"], body["content_type"], body["size_bytes"]) == (
        "Scan 1.pdf",
        "application/pdf",
        len(content),
    )
    assert body["uploaded_by"]["name"] == "Ana Ramirez"
    assert [path.read_bytes() for path in kept_files(kept)] == [content]
    signed = (await link(desk, "agent.ph", ticket, body["id"])).json()
    got = await desk.http.get(signed["url"])
    assert (got.status_code, got.content) == (200, content)


@pytest.mark.asvs("3.2.1", "5.4.2")
@pytest.mark.peer_class("S10")
async def test_the_answer_cannot_be_run_kept_or_sniffed(desk: Desk) -> None:
    ticket = await desk.ticket()
    shown = await attached(desk, "user.ph", ticket, "Übersicht.pdf", samples.PDF)
    saved = await attached(desk, "user.ph", ticket, "notes.txt", samples.HTML)
    inline = await desk.http.get((await link(desk, "user.ph", ticket, shown)).json()["url"])
    attachment = await desk.http.get((await link(desk, "user.ph", ticket, saved)).json()["url"])
    for answer in (inline, attachment):
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert re.fullmatch(r"private, max-age=(29\d|300), immutable", answer.headers["Cache-Control"])
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert inline.headers["Content-Type"] == "application/pdf"
    assert inline.headers["Content-Disposition"].startswith('inline; filename="_bersicht.pdf"; filename*=UTF-8')
    assert attachment.headers["Content-Type"].startswith("text/plain")
    assert attachment.headers["Content-Disposition"].startswith("attachment;")


async def test_a_part_of_a_file_can_be_fetched(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.txt", b"0123456789")
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    got = await desk.http.get(url, headers={"Range": "bytes=2-4"})
    assert (got.status_code, got.content, got.headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert (got.headers["Content-Length"], got.headers["Accept-Ranges"]) == ("3", "bytes")
    etag = got.headers["ETag"]
    same = await desk.http.get(url, headers={"Range": "bytes=-3", "If-Range": etag})
    assert (same.status_code, same.content) == (206, b"789")
    other = await desk.http.get(url, headers={"Range": "bytes=-3", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, b"0123456789")
    outside = await desk.http.get(url, headers={"Range": "bytes=10-"})
    assert (outside.status_code, outside.content, outside.headers["Content-Range"]) == (416, b"", "bytes */10")
    many = await desk.http.get(url, headers={"Range": "bytes=0-1,3-4"})
    assert (many.status_code, many.content) == (200, b"0123456789")
    held = await desk.http.get(url, headers={"If-None-Match": etag})
    assert (held.status_code, held.content) == (304, b"")


@pytest.mark.asvs("16.3.3")
async def test_every_download_is_written_down(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "agent.ph", ticket, attachment)).json()["url"]
    await desk.http.get(url)
    await desk.http.get(url + "x")
    found = await rows(
        "SELECT actor_id, parent_type, parent_id, details FROM audit_entries WHERE action = 'file.downloaded'"
    )
    assert [(r.actor_id, r.parent_type, str(r.parent_id)) for r in found] == [
        (desk.world.users["agent.ph"], "ticket", ticket)
    ]
    assert found[0].details["file_name"] == "shot.png"


@pytest.mark.asvs("5.2.2")
@pytest.mark.peer_class("S10")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("evil.png", samples.SVG),
        ("evil.svg", samples.SVG),
        ("evil.html", samples.HTML),
        ("evil.pdf", samples.HTML),
        ("evil.exe", samples.EXE),
        ("evil.txt", samples.EXE),
        ("evil.docx", samples.DOCM),
        ("evil.zip", samples.ZIP[:-8]),
        ("photo\u202egnp.exe", samples.PNG),
        ("png", samples.PNG),
        ("evil.png.exe", samples.PNG),
        ("evil.exe\x00.png", samples.EXE),
    ],
)
async def test_content_that_is_not_what_it_says_is_refused(desk: Desk, kept: Path, name: str, content: bytes) -> None:
    ticket = await desk.ticket()
    answer = await desk.upload("user.ph", ticket, name, content, said="image/png")
    assert (answer.status_code, answer.json()["code"]) == (415, "file_type_refused")
    assert kept_files(kept) == []
    assert await rows("SELECT id FROM stored_files") == []


@pytest.mark.asvs("5.3.2", "5.4.1")
@pytest.mark.peer_class("S27")
@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
        ("\u200b\u202ehidden.txt", "hidden.txt"),
        ("CON.txt", "_CON.txt"),
        ("<script>.txt", "_script_.txt"),
        ("x" * 400 + ".txt", "x" * 196 + ".txt"),
    ],
)
async def test_hostile_names_are_only_words(desk: Desk, kept: Path, name: str, plain: str) -> None:
    ticket = await desk.ticket()
    made = await desk.upload("user.ph", ticket, name, b"text")
    assert made.json()["filename"] == plain
    (path,) = kept_files(kept)
    assert len(path.name) == 32
    assert path.is_relative_to(kept)
    got = await desk.http.get((await link(desk, "user.ph", ticket, made.json()["id"])).json()["url"])
    assert got.status_code == 200
    assert "set-cookie" not in got.headers


async def test_a_file_over_the_limit_is_refused_and_gone(desk: Desk, kept: Path) -> None:
    await allow("attachment_max_mb", 1)
    ticket = await desk.ticket()
    exact = await desk.upload("user.ph", ticket, "a.txt", b"x" * MB)
    over = await desk.upload("user.ph", ticket, "b.txt", b"x" * (MB + 1))
    assert exact.status_code == 201
    assert (over.status_code, over.json()["code"], over.json()["limit_bytes"]) == (413, "file_too_large", MB)
    assert len(kept_files(kept)) == 1


@pytest.mark.asvs("5.2.1")
@pytest.mark.peer_class("S24")
async def test_a_body_of_no_known_length_is_cut_off_at_the_limit(desk: Desk, kept: Path) -> None:
    await allow("attachment_max_mb", 1)
    ticket = await desk.ticket()
    sent = 0

    async def endless():  # noqa: ANN202 - bytes without end
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        while sent < 40 * MB:
            sent += 65_536
            yield b"x" * 65_536

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = await desk.ask("user.ph", "POST", f"/tickets/{ticket}/attachments", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert kept_files(kept) == []


@pytest.mark.asvs("15.4.2")
@pytest.mark.peer_class("S45")
async def test_all_files_of_a_ticket_together_have_a_limit_that_a_race_does_not_pass(desk: Desk, kept: Path) -> None:
    await allow("ticket_attachments_max_mb", 2)
    ticket = await desk.ticket()
    await desk.get("user.ph", f"/tickets/{ticket}")
    content = b"x" * (900 * 1024)
    answers = await asyncio.gather(*(desk.upload("user.ph", ticket, f"{n}.txt", content) for n in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 413, 413, 413, 413]
    refused = next(answer for answer in answers if answer.status_code == 413)
    assert refused.json()["code"] == "ticket_files_too_large"
    assert len(kept_files(kept)) == 2
    total = await rows("SELECT sum(size_bytes) FROM stored_files")
    assert total[0][0] == 2 * len(content)


async def test_an_administrator_may_allow_fewer_kinds(desk: Desk) -> None:
    await allow("attachment_types", ["pdf"])
    ticket = await desk.ticket()
    refused = await desk.upload("user.ph", ticket, "a.png", samples.PNG)
    assert (refused.status_code, refused.json()["accepted"]) == (415, ["pdf"])
    assert (await desk.upload("user.ph", ticket, "a.pdf", samples.PDF)).status_code == 201


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01")
async def test_strangers_neither_send_nor_see_nor_learn_anything(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket, "a.pdf", samples.PDF)
    for who in ("user2.ph", "agent.us"):
        for target in (ticket, str(uuid4())):
            answers = [
                await desk.upload(who, target, "a.png", samples.PNG),
                await desk.get(who, f"/tickets/{target}/attachments"),
                await link(desk, who, target, attachment),
                await desk.ask(who, "DELETE", f"/tickets/{target}/attachments/{attachment}"),
            ]
            assert {(a.status_code, a.json()["code"]) for a in answers} == {(404, "ticket_not_found")}
    own = await desk.ticket("user2.ph")
    foreign = await link(desk, "user2.ph", own, attachment)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "attachment_not_found")
    assert len(kept_files(kept)) == 1


async def test_without_signing_in_nothing_is_read(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    answer = await desk.http.post(f"/api/tickets/{ticket}/attachments", files={"file": ("a.png", samples.PNG)})
    assert answer.status_code == 401
    assert kept_files(kept) == []


@pytest.mark.asvs("8.2.3")
@pytest.mark.peer_class("S07")
async def test_internal_files_do_not_exist_for_requesters(desk: Desk) -> None:
    ticket = await desk.ticket()
    made = await desk.upload("agent.ph", ticket, "canary.txt", b"secret", fields={"is_internal": "true"})
    assert made.json()["is_internal"] is True
    secret = made.json()["id"]
    listed = await desk.get("user.ph", f"/tickets/{ticket}/attachments")
    assert (listed.json()["items"], listed.json()["total"]) == ([], 0)
    assert (await link(desk, "user.ph", ticket, secret)).status_code == 404
    removed = await desk.ask("user.ph", "DELETE", f"/tickets/{ticket}/attachments/{secret}")
    assert removed.status_code == 404
    assert (await desk.get("agent2.ph", f"/tickets/{ticket}/attachments")).json()["total"] == 1
    (event,) = await events(ticket, "attachment.%")
    assert event.name == "attachment.internal_added"
    assert not {f"ticket:{ticket}", f"user:{desk.world.users['user.ph']}"} & set(event.live_rooms)
    assert "canary" not in str(event.live_message)
    await desk.http.get((await link(desk, "agent.ph", ticket, secret)).json()["url"])
    history = await desk.get("user.ph", f"/tickets/{ticket}/timeline")
    assert history.status_code == 200
    assert "canary" not in history.text


async def test_requesters_send_no_internal_files(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    answer = await desk.upload("user.ph", ticket, "a.txt", b"x", fields={"is_internal": "true"})
    assert answer.status_code == 403
    assert kept_files(kept) == []


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S04")
async def test_a_file_joins_only_a_comment_of_ones_own_and_is_as_internal_as_that(desk: Desk) -> None:
    ticket, other = await desk.ticket(), await desk.ticket()
    path = f"/tickets/{ticket}/comments"
    mine = (await desk.post("user.ph", path, {"body": "See file"})).json()["id"]
    note = (await desk.post("agent.ph", path, {"body": "Note", "is_internal": True})).json()["id"]
    elsewhere = (await desk.post("user.ph", f"/tickets/{other}/comments", {"body": "x"})).json()["id"]
    for who, comment in (("agent.ph", mine), ("user.ph", note), ("user.ph", elsewhere), ("user.ph", str(uuid4()))):
        answer = await desk.upload(who, ticket, "a.txt", b"x", fields={"comment_id": comment})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "comment_id")
    fits = await desk.upload("user.ph", ticket, "a.txt", b"x", fields={"comment_id": mine})
    hidden = await desk.upload("agent.ph", ticket, "b.txt", b"x", fields={"comment_id": note})
    assert (fits.json()["comment_id"], fits.json()["is_internal"]) == (mine, False)
    assert hidden.json()["is_internal"] is True


@pytest.mark.parametrize("fields", [{"comment_id": "x"}, {"is_internal": "perhaps"}, {"owner_id": "x"}])
async def test_other_fields_are_refused(desk: Desk, kept: Path, fields: dict[str, str]) -> None:
    ticket = await desk.ticket()
    answer = await desk.upload("user.ph", ticket, "a.txt", b"x", fields=fields)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(fields)))
    assert kept_files(kept) == []


async def test_deleted_files_are_nowhere(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    path = f"/tickets/{ticket}/attachments/{attachment}"
    assert (await desk.ask("user.ph", "DELETE", path)).status_code == 204
    assert (await desk.ask("user.ph", "DELETE", path)).status_code == 404
    assert (await desk.http.get(url)).status_code == 404
    assert (await link(desk, "user.ph", ticket, attachment)).status_code == 404
    assert (await desk.get("agent.ph", f"/tickets/{ticket}/attachments")).json()["items"] == []
    assert [e.name for e in await events(ticket, "attachment.%")] == ["attachment.added", "attachment.removed"]


async def test_requesters_remove_their_own_files_only_and_the_desk_any(desk: Desk) -> None:
    ticket = await desk.ticket()
    ours = await attached(desk, "agent.ph", ticket)
    theirs = await attached(desk, "user.ph", ticket)
    assert (await desk.ask("user.ph", "DELETE", f"/tickets/{ticket}/attachments/{ours}")).status_code == 403
    assert (await desk.ask("agent2.ph", "DELETE", f"/tickets/{ticket}/attachments/{theirs}")).status_code == 204


async def test_a_repeated_upload_is_kept_once(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    key = {"Idempotency-Key": "upload-1"}
    first = await desk.upload("user.ph", ticket, "a.pdf", samples.PDF, headers=dict(key))
    again = await desk.upload("user.ph", ticket, "a.pdf", samples.PDF, headers=dict(key))
    other = await desk.upload("user.ph", ticket, "a.pdf", samples.PDF + b"!", headers=dict(key))
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422
    assert len(kept_files(kept)) == 1


# Links


@pytest.mark.peer_class("S03")
async def test_a_link_is_for_one_file_and_breaks_with_any_change(desk: Desk) -> None:
    ticket = await desk.ticket()
    one, two = await attached(desk, "user.ph", ticket), await attached(desk, "user.ph", ticket)
    url = (await link(desk, "user.ph", ticket, one)).json()["url"]
    other = urlsplit((await link(desk, "user.ph", ticket, two)).json()["url"]).path
    token = parse_qs(urlsplit(url).query)["token"][0]
    path = urlsplit(url).path
    tried = [
        f"{other}?token={token}",
        f"{path}?token={token[::-1]}",
        f"{path}?token={'A' * len(token)}",
        f"{path}?token=",
        f"/api/files/{uuid4()}/download?token={token}",
        *(
            f"{path}?token={token[:n]}{'A' if token[n] != 'A' else 'B'}{token[n + 1 :]}"
            for n in (0, 20, 40, 50, 60, 95)
        ),
    ]
    answers = [await desk.http.get(address) for address in tried]
    assert {(a.status_code, a.json()["code"], a.json()["detail"]) for a in answers} == {(404, "not_found", "Not found")}
    assert (await desk.http.get(path)).status_code == 422
    assert (await desk.http.get(url)).status_code == 200


@pytest.mark.peer_class("S03")
async def test_a_link_ends_after_minutes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    answer = (await link(desk, "user.ph", ticket, attachment)).json()
    end = datetime.fromisoformat(answer["expires_at"])
    monkeypatch.setattr(files_service, "utc_now", lambda: end - timedelta(seconds=1))
    assert (await desk.http.get(answer["url"])).status_code == 200
    monkeypatch.setattr(files_service, "utc_now", lambda: end)
    assert (await desk.http.get(answer["url"])).status_code == 404


@pytest.mark.asvs("7.4.1")
@pytest.mark.peer_class("S03", "S05")
async def test_a_link_ends_with_the_session_it_was_made_in(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    async with open_work(system_actor()) as work:
        await work.session.execute(
            text("UPDATE sessions SET revoked_at = now() WHERE user_id = :id"), {"id": desk.world.users["user.ph"]}
        )
    AUTHORITIES.clear()
    assert (await desk.http.get(url)).status_code == 404


@pytest.mark.asvs("8.3.2")
@pytest.mark.peer_class("S03", "S05")
async def test_a_link_ends_when_its_user_may_no_longer_see_the_ticket(desk: Desk) -> None:
    ticket = await desk.ticket(assignee="agent2.ph")
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "agent.ph", ticket, attachment)).json()["url"]
    assert (await desk.http.get(url)).status_code == 200
    await desk.place(ticket, team="it_support_us", assignee="agent.us")
    assert (await desk.http.get(url)).status_code == 404


@pytest.mark.asvs("16.5.3")
@pytest.mark.peer_class("S28")
@pytest.mark.parametrize(
    "change", ["UPDATE stored_files SET scan_state = 'infected'", "UPDATE stored_files SET owner_type = 'article'"]
)
async def test_a_file_of_an_unknown_scan_state_or_owner_is_not_served(desk: Desk, change: str) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    assert (await desk.http.get(url)).status_code == 200
    async with open_work(system_actor()) as work:
        await work.session.execute(text(change))
    assert (await desk.http.get(url)).status_code == 404


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S03")
async def test_there_is_no_other_way_to_the_bytes(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    (file,) = await rows("SELECT id, key FROM stored_files")
    for path in (
        f"/tickets/{ticket}/attachments/{attachment}",
        f"/tickets/{ticket}/attachments/{attachment}/download",
        f"/files/{file.id}",
        f"/files/{file.key}/download?token=x",
        f"/files/{file.id}/download",
    ):
        answer = await desk.get("user.ph", path)
        assert answer.status_code in {404, 405, 422}, path
    assert "key" not in (await desk.get("user.ph", f"/tickets/{ticket}/attachments")).text.replace("keyset", "")


# Faults


async def test_a_full_disk_is_said_and_leaves_nothing(desk: Desk, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(handle: object, chunk: bytes) -> None:
        raise OSError(28, "No space left on device")

    ticket = await desk.ticket()
    monkeypatch.setattr(disk, "_write_all", no_room)
    answer = await desk.upload("user.ph", ticket, "a.png", samples.PNG)
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_full")
    assert "Retry-After" in answer.headers
    assert kept_files(kept) == []
    assert await rows("SELECT id FROM stored_files") == []


async def test_bytes_that_are_lost_are_not_found(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    url = (await link(desk, "user.ph", ticket, attachment)).json()["url"]
    shutil.rmtree(kept)
    assert (await desk.http.get(url)).status_code == 404


async def test_leftovers_of_a_crash_are_swept_and_files_stay(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    await attached(desk, "user.ph", ticket, "a.pdf", samples.PDF)
    (used,) = kept_files(kept)
    lost = kept / "ab" / "cd" / ("abcd" + "0" * 28)
    lost.parent.mkdir(parents=True)
    lost.write_bytes(b"x")
    for path in (used, lost):
        os.utime(path, (0, 0))
    async with open_work(system_actor()) as work:
        await sweep_leftovers(work, {})
    assert kept_files(kept) == [used]


async def test_storage_that_is_away_refuses_the_upload(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> int:
        raise Unavailable

    ticket = await desk.ticket()
    monkeypatch.setattr(adapters.get_storage(), "put", away)
    answer = await desk.upload("user.ph", ticket, "a.png", samples.PNG)
    assert answer.status_code == 503
    assert (await desk.get("user.ph", f"/tickets/{ticket}/attachments")).json()["total"] == 0


async def test_pages_of_files_follow_one_another(desk: Desk) -> None:
    ticket = await desk.ticket()
    sent = [await attached(desk, "user.ph", ticket) for _ in range(3)]
    first = (await desk.get("user.ph", f"/tickets/{ticket}/attachments", params={"limit": 2})).json()
    query = {"limit": 2, "cursor": first["next_cursor"]}
    second = (await desk.get("user.ph", f"/tickets/{ticket}/attachments", params=query)).json()
    assert [a["id"] for a in first["items"] + second["items"]] == sent
    assert (first["total"], second["total"], second["next_cursor"]) == (3, None, None)
    assert UUID(sent[0])
