"""What is inside a file decides: pictures are made anew, archives are looked into, previews are small."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.domains.files import samples
from tests.domains.tickets.attachments.test_attachments import attached, kept_files, link
from tests.domains.tickets.comments.desk import Desk, rows
from tests.platform.pictures.test_remaking import CANARY, bomb, with_metadata


async def test_where_a_photo_was_taken_is_not_kept(desk: Desk, kept: Path) -> None:
    ticket = await desk.ticket()
    raw = with_metadata("JPEG")
    made = await desk.upload("user.ph", ticket, "photo.jpg", raw)
    assert made.status_code == 201, made.text
    assert all(CANARY not in path.read_bytes() for path in kept_files(kept))
    links = (await link(desk, "user.ph", ticket, made.json()["id"])).json()
    got = await desk.http.get(links["url"])
    assert (len(got.content), CANARY in got.content) == (made.json()["size_bytes"], False)
    with Image.open(io.BytesIO(got.content)) as image:
        assert (image.format, image.size) == ("JPEG", (20, 40))
    preview = await desk.http.get(links["preview_url"])
    assert (preview.status_code, preview.headers["Content-Type"]) == (200, "image/webp")
    assert preview.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = await desk.http.get(links["preview_url"], headers={"If-None-Match": preview.headers["ETag"]})
    assert again.status_code == 304


async def test_a_pdf_is_shown_as_a_picture_of_its_first_page(desk: Desk) -> None:
    ticket = await desk.ticket()
    page = await attached(desk, "user.ph", ticket, "a.pdf", samples.PAGE)
    links = (await link(desk, "user.ph", ticket, page)).json()
    preview = await desk.http.get(links["preview_url"])
    assert Image.open(io.BytesIO(preview.content)).format == "WEBP"
    assert (await desk.http.get(links["url"])).content == samples.PAGE
    blank = await attached(desk, "user.ph", ticket, "b.pdf", samples.PDF)
    without = (await link(desk, "user.ph", ticket, blank)).json()
    assert without["preview_url"] is None
    assert (await desk.http.get(without["url"].replace("/download?", "/preview?"))).status_code == 404


async def test_a_preview_is_held_as_its_file_is(desk: Desk) -> None:
    ticket = await desk.ticket()
    attachment = await attached(desk, "user.ph", ticket)
    links = (await link(desk, "user.ph", ticket, attachment)).json()
    assert (await desk.http.get(links["preview_url"])).status_code == 200
    await rows("UPDATE stored_files SET scan_state = 'infected' RETURNING id")
    assert (await desk.http.get(links["preview_url"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "code", "reason"),
    [
        ("a.zip", samples.CLIMBING_ZIP, "archive_refused", "names"),
        ("a.zip", samples.archive("zeros", content=bytes(60 * 1024 * 1024)), "archive_refused", "bomb"),
        ("a.png", bomb(50_000, 50_000), "picture_refused", "too_many_pixels"),
        ("a.png", samples.PNG[:45], "picture_refused", "broken"),
    ],
)
async def test_s28_what_would_go_off_is_refused_and_leaves_nothing(
    desk: Desk, kept: Path, name: str, content: bytes, code: str, reason: str
) -> None:
    ticket = await desk.ticket()
    answer = await desk.upload("user.ph", ticket, name, content)
    assert (answer.status_code, answer.json()["code"], answer.json()["reason"]) == (415, code, reason)
    assert kept_files(kept) == []
