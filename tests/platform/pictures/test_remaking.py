"""Pictures are made anew: their pixels stay, what cameras write beside them goes, and bombs do not go off."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from itsm.platform.pictures import remaking
from itsm.platform.pictures.remaking import PictureRefusedError, remade
from tests.domains.files import samples

GPS = 0x8825
CANARY = b"canary-14.5995N-120.9842E"


def with_metadata(form: str) -> bytes:
    image = Image.new("RGB", (40, 20), (10, 200, 30))
    exif = Image.Exif()
    exif[0x010F] = CANARY.decode()
    exif[0x0112] = 6
    exif.get_ifd(GPS)[1] = "N"
    raw = io.BytesIO()
    more = {}
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", CANARY.decode())
        more = {"pnginfo": text}
    if form in {"JPEG", "GIF"}:
        more = {"comment": CANARY}
    if form == "GIF":
        image.save(raw, form, **more)
    else:
        image.save(raw, form, exif=exif, icc_profile=CANARY * 20, **more)
    return raw.getvalue()


async def make(kind: str, raw: bytes) -> tuple[bytes, bytes]:
    async with remade(kind, io.BytesIO(raw)) as made:
        picture = made.picture.read_bytes() if made.picture else b""
        return picture, made.preview.read_bytes() if made.preview else b""


@pytest.mark.parametrize(("kind", "form"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP"), ("gif", "GIF")])
async def test_what_cameras_write_is_gone_and_the_picture_is_upright(kind: str, form: str) -> None:
    raw = with_metadata(form)
    assert CANARY in raw
    picture, preview = await make(kind, raw)
    assert CANARY not in picture
    assert CANARY not in preview
    with Image.open(io.BytesIO(picture)) as image:
        assert (image.format, dict(image.getexif())) == (form, {})
        assert image.size == ((40, 20) if form == "GIF" else (20, 40))
        pixel = image.convert("RGB").getpixel((5, 5))
        assert all(abs(a - b) < 12 for a, b in zip(pixel, (10, 200, 30), strict=True))


async def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    picture, _ = await make("png", samples.PNG + b"<script>alert(1)</script>")
    assert b"script" not in picture


async def test_an_animation_keeps_moving() -> None:
    frames = [Image.new("RGB", (30, 30), (n * 80, 0, 0)) for n in range(3)]
    raw = io.BytesIO()
    frames[0].save(raw, "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)
    picture, _ = await make("gif", raw.getvalue())
    with Image.open(io.BytesIO(picture)) as image:
        assert image.n_frames == 3


async def test_transparency_stays() -> None:
    raw = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(raw, "PNG")
    picture, preview = await make("png", raw.getvalue())
    for made in (picture, preview):
        assert Image.open(io.BytesIO(made)).convert("RGBA").getpixel((5, 5))[3] == 0


async def test_a_preview_is_small() -> None:
    _, preview = await make("jpeg", samples.picture("JPEG", (3000, 1500)))
    with Image.open(io.BytesIO(preview)) as image:
        assert (image.format, image.size) == ("WEBP", (480, 240))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (7_100, 7_100), (2_000_000, 30)])
async def test_s28_a_picture_of_too_many_pixels_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(PictureRefusedError, match="too_many_pixels"):
        await make("png", bomb(*size))


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("png", samples.PNG[:40]),
        ("png", samples.JPG),
        ("jpeg", b"\xff\xd8\xff\xe0" + bytes(50)),
        ("gif", b"GIF89a"),
        ("webp", samples.SVG),
        ("png", bomb(100, 100)),
    ],
)
async def test_a_broken_picture_is_refused(kind: str, raw: bytes) -> None:
    with pytest.raises(PictureRefusedError, match="broken"):
        await make(kind, raw)


async def test_a_pdf_has_its_first_page_as_preview() -> None:
    picture, preview = await make("pdf", samples.PAGE)
    assert picture == b""
    with Image.open(io.BytesIO(preview)) as image:
        pixel = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        assert all(abs(a - b) < 25 for a, b in zip(pixel, (30, 90, 160), strict=True))


async def test_a_pdf_that_cannot_be_shown_has_none() -> None:
    assert await make("pdf", samples.PDF) == (b"", b"")


async def test_a_worker_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(remaking, "_WORKER", slow)
    monkeypatch.setattr(remaking, "_SECONDS", 0.3)
    with pytest.raises(PictureRefusedError, match="broken"):
        await make("png", samples.PNG)


async def test_a_worker_that_crashes_found_something_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(remaking, "_WORKER", crash)
    with pytest.raises(PictureRefusedError, match="broken"):
        await make("png", samples.PNG)
