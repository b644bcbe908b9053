"""Large files in pieces: resumed after a cut, only by who began, taken once, and gone when given up (S04)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request

from itsm.domains.files.jobs import sweep_leftovers
from itsm.domains.files.upload_routes import _until_cut
from itsm.platform.actor import system_actor
from itsm.platform.work import open_work
from tests.domains.files import samples
from tests.domains.tickets.attachments.test_attachments import allow, kept_files, link
from tests.domains.tickets.comments.desk import Desk, rows

MB = 1024 * 1024
PIECE = {"Content-Type": "application/offset+octet-stream"}
Drain = Callable[[], Awaitable[int]]


async def begin(desk: Desk, who: str, ticket: str, size: int, name: str = "export.log") -> httpx.Response:
    return await desk.post(who, f"/tickets/{ticket}/uploads", {"filename": name, "size_bytes": size})


async def send(desk: Desk, who: str, upload: str, offset: object, content: bytes) -> httpx.Response:
    headers = PIECE | {"Upload-Offset": str(offset)}
    return await desk.ask(who, "PATCH", f"/uploads/{upload}", content=content, headers=headers)


async def attach(desk: Desk, who: str, ticket: str, upload: str, **options: object) -> httpx.Response:
    return await desk.post(who, f"/tickets/{ticket}/uploads/{upload}/attach", options.pop("body", {}), **options)


async def test_pieces_become_the_file(desk: Desk, kept: Path, drain: Drain) -> None:
    ticket = await desk.ticket()
    body = b"line of a log\n" * 300_000
    made = await begin(desk, "user.ph", ticket, len(body))
    assert (made.status_code, made.headers["Location"]) == (201, made.json()["url"])
    upload = made.json()["id"]
    for start in range(0, len(body), 2 * MB):
        piece = body[start : start + 2 * MB]
        answer = await send(desk, "user.ph", upload, start, piece)
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(start + len(piece)))
    told = await desk.ask("user.ph", "HEAD", f"/uploads/{upload}")
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == (str(len(body)), str(len(body)))
    assert (told.headers["Tus-Resumable"], told.headers["Cache-Control"]) == ("1.0.0", "no-store")
    done = await attach(desk, "user.ph", ticket, upload)
    assert (done.status_code, done.json()["filename"], done.json()["size_bytes"]) == (201, "export.log", len(body))
    await drain()
    (path,) = kept_files(kept)
    assert path.read_bytes() == body
    assert (await rows("SELECT sha256 FROM stored_files"))[0].sha256 == hashlib.sha256(body).hexdigest()
    url = (await link(desk, "agent.ph", ticket, done.json()["id"])).json()["url"]
    assert (await desk.http.get(url, headers={"Range": "bytes=1000000-1000009"})).content == body[1_000_000:1_000_010]


async def test_after_a_cut_it_goes_on_where_it_was(desk: Desk) -> None:
    ticket = await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, 10)).json()["id"]
    await send(desk, "user.ph", upload, 0, b"0123")
    again = await send(desk, "user.ph", upload, 0, b"0123")
    assert (again.status_code, again.json()["code"], again.json()["offset"]) == (409, "wrong_offset", 4)
    assert again.headers["Upload-Offset"] == "4"
    assert (await send(desk, "user.ph", upload, 7, b"789")).status_code == 409
    early = await attach(desk, "user.ph", ticket, upload)
    assert (early.status_code, early.json()["code"], early.json()["offset"]) == (409, "upload_incomplete", 4)
    assert (await send(desk, "user.ph", upload, 4, b"456789")).status_code == 204
    assert (await attach(desk, "user.ph", ticket, upload)).status_code == 201


async def test_what_came_before_the_line_broke_is_kept() -> None:
    async def receive() -> dict[str, object]:
        if not told:
            told.append(1)
            return {"type": "http.request", "body": b"half", "more_body": True}
        return {"type": "http.disconnect"}

    told: list[int] = []
    request = Request({"type": "http", "method": "PATCH", "headers": []}, receive)
    assert [chunk async for chunk in _until_cut(request)] == [b"half"]
    with pytest.raises(ClientDisconnect):
        await request.body()


async def test_more_bytes_than_announced_are_refused(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, 5)).json()["id"]
    answer = await send(desk, "user.ph", upload, 0, b"123456")
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_long")
    assert kept_files(kept) == []


async def test_s04_a_slot_is_for_one_person_one_ticket_and_one_use(desk: Desk, kept: Path, drain: Drain) -> None:
    ticket, other = await desk.ticket(), await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, 4)).json()["id"]
    for who in ("user2.ph", "agent.ph", "admin"):
        answers = [
            await send(desk, who, upload, 0, b"evil"),
            await attach(desk, who, ticket, upload),
            await desk.ask(who, "DELETE", f"/uploads/{upload}"),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert (await desk.ask(who, "HEAD", f"/uploads/{upload}")).status_code == 404
    assert (await send(desk, "user.ph", upload, 0, b"good")).status_code == 204
    elsewhere = await attach(desk, "user.ph", other, upload)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "upload_not_found")
    assert (await attach(desk, "user.ph", ticket, upload)).status_code == 201
    assert (await attach(desk, "user.ph", ticket, upload)).status_code == 404
    assert (await send(desk, "user.ph", upload, 4, b"more")).status_code == 404
    await drain()
    assert len(kept_files(kept)) == 1
    for unknown in (str(uuid4()), str(UUID(int=0))):
        assert (await desk.ask("user.ph", "HEAD", f"/uploads/{unknown}")).status_code == 404


async def test_a_repeated_attach_is_answered_as_before(desk: Desk) -> None:
    ticket = await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, 4)).json()["id"]
    await send(desk, "user.ph", upload, 0, b"good")
    key = {"Idempotency-Key": "attach-1"}
    first = await attach(desk, "user.ph", ticket, upload, headers=dict(key))
    again = await attach(desk, "user.ph", ticket, upload, headers=dict(key))
    assert (again.status_code, again.json()) == (201, first.json())


async def test_given_up_and_expired_uploads_leave_nothing(desk: Desk, kept: Path, drain: Drain) -> None:
    ticket = await desk.ticket()
    given_up = (await begin(desk, "user.ph", ticket, 8)).json()["id"]
    await send(desk, "user.ph", given_up, 0, b"half")
    assert (await desk.ask("user.ph", "DELETE", f"/uploads/{given_up}")).status_code == 204
    await drain()
    assert kept_files(kept) == []
    forgotten = (await begin(desk, "user.ph", ticket, 8)).json()["id"]
    await send(desk, "user.ph", forgotten, 0, b"half")
    (part,) = kept_files(kept)
    os.utime(part, (0, 0))
    async with open_work(system_actor()) as work:
        await sweep_leftovers(work, {})
    assert kept_files(kept) == [part]
    await rows("UPDATE uploads SET expires_at = now() - interval '1 second' RETURNING id")
    assert (await send(desk, "user.ph", forgotten, 4, b"half")).status_code == 404
    for _ in range(2):
        async with open_work(system_actor()) as work:
            await sweep_leftovers(work, {})
    assert kept_files(kept) == []


@pytest.mark.parametrize(
    ("name", "size", "status", "code"),
    [
        ("a.exe", 10, 415, "file_type_refused"),
        ("noending", 10, 415, "file_type_refused"),
        ("a.log", 11 * MB, 413, "file_too_large"),
        ("a.log", 0, 422, "invalid_fields"),
        ("a.log", -1, 422, "invalid_fields"),
    ],
)
async def test_what_cannot_become_a_file_is_refused_before_a_byte_is_sent(
    desk: Desk, name: str, size: int, status: int, code: str
) -> None:
    answer = await begin(desk, "user.ph", await desk.ticket(), size, name)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_the_content_decides_in_the_end(desk: Desk, kept: Path, drain: Drain) -> None:
    ticket = await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, len(samples.EXE), "a.log")).json()["id"]
    await send(desk, "user.ph", upload, 0, samples.EXE)
    answer = await attach(desk, "user.ph", ticket, upload)
    assert (answer.status_code, answer.json()["code"]) == (415, "file_type_refused")
    assert len(kept_files(kept)) == 1
    assert (await desk.ask("user.ph", "DELETE", f"/uploads/{upload}")).status_code == 204
    await drain()
    assert kept_files(kept) == []


async def test_a_picture_in_pieces_is_made_anew_too(desk: Desk, kept: Path, drain: Drain) -> None:
    ticket = await desk.ticket()
    upload = (await begin(desk, "user.ph", ticket, len(samples.PNG) + 6, "a.png")).json()["id"]
    await send(desk, "user.ph", upload, 0, samples.PNG + b"hidden")
    assert (await attach(desk, "user.ph", ticket, upload)).status_code == 201
    await drain()
    assert len(kept_files(kept)) == 2
    assert all(b"hidden" not in path.read_bytes() for path in kept_files(kept))


async def test_nobody_opens_slots_without_end(desk: Desk) -> None:
    ticket = await desk.ticket()
    answers = [await begin(desk, "user.ph", ticket, 4) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [201] * 10 + [409]


async def test_strangers_begin_nothing(desk: Desk) -> None:
    ticket = await desk.ticket()
    for who in ("user2.ph", "agent.us"):
        answer = await begin(desk, who, ticket, 4)
        assert (answer.status_code, answer.json()["code"]) == (404, "ticket_not_found")
    anonymous = await desk.http.post(f"/api/tickets/{ticket}/uploads", json={"filename": "a.log", "size_bytes": 4})
    assert anonymous.status_code == 401


@pytest.mark.parametrize("offset", ["", "-1", "x", "1e3", "٣", "9" * 19])
async def test_an_offset_that_is_none_is_refused(desk: Desk, offset: str) -> None:
    upload = (await begin(desk, "user.ph", await desk.ticket(), 4)).json()["id"]
    headers = PIECE | {"Upload-Offset": offset.encode()}
    answer = await desk.ask("user.ph", "PATCH", f"/uploads/{upload}", content=b"x", headers=headers)
    assert answer.status_code == 422
    wrong = await desk.ask("user.ph", "PATCH", f"/uploads/{upload}", content=b"x", headers={"Upload-Offset": "0"})
    assert wrong.status_code == 415


async def test_large_files_pass_where_an_administrator_allows_them(desk: Desk, kept: Path) -> None:
    await allow("attachment_max_mb", 70)
    await allow("ticket_attachments_max_mb", 100)
    ticket = await desk.ticket()
    size = 64 * MB
    upload = (await begin(desk, "user.ph", ticket, size, "dump.pdf")).json()["id"]
    headers = PIECE | {"Upload-Offset": "0"}

    async def piece(length: int) -> AsyncIterator[bytes]:
        yield samples.PDF
        for _ in range((length - len(samples.PDF)) // MB):
            yield bytes(MB)
        yield bytes((length - len(samples.PDF)) % MB)

    over = await desk.ask("user.ph", "PATCH", f"/uploads/{upload}", content=piece(61 * MB), headers=dict(headers))
    assert over.status_code == 413
    first = await desk.ask("user.ph", "PATCH", f"/uploads/{upload}", content=piece(50 * MB), headers=dict(headers))
    assert first.headers["Upload-Offset"] == str(50 * MB)
    assert (await send(desk, "user.ph", upload, 50 * MB, bytes(14 * MB))).status_code == 204
    done = await attach(desk, "user.ph", ticket, upload)
    assert (done.status_code, done.json()["size_bytes"]) == (201, size)
