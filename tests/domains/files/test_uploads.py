"""Forms are read as they arrive, and refused at the first byte that should not be there."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator

import pytest

from itsm.domains.files.incoming import MEGABYTE
from itsm.domains.files.multipart import UploadForm, read_upload
from itsm.platform.errors import Invalid, Problem, TooLarge, UnsupportedType

BOUNDARY = "----x88"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    ending = f'; filename="{filename}"' if filename is not None else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{ending}\r\n\r\n'.encode() + content + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


async def pieces(raw: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(raw), size):
        yield raw[start : start + size]


async def read(raw: bytes, *, size: int = 65536, content_type: str = TYPE, limit: int = MEGABYTE) -> UploadForm:
    fields = frozenset({"comment_id", "is_internal"})
    return await read_upload(pieces(raw, size), content_type, fields=fields, limit_bytes=limit)


@pytest.mark.parametrize("size", [1, 7, 65536])
async def test_however_it_arrives_it_is_the_same(size: int) -> None:
    content = b"line\r\n--not the boundary\r\n" * 50
    raw = body(part("is_internal", b"true"), part("file", content, "a b.txt"))
    form = await read(raw, size=size)
    with form.file as file:
        assert (file.name, file.size_bytes, form.fields) == ("a b.txt", len(content), {"is_internal": "true"})
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert b"".join([chunk async for chunk in file.chunks()]) == content


async def test_a_name_is_cleaned_on_the_way_in() -> None:
    form = await read(body(part("file", b"x", "../../%22evil%0D%0A\u202e.png")))
    with form.file as file:
        assert file.name == "_evil.png"


@pytest.mark.asvs("5.2.1")
@pytest.mark.peer_class("S24")
async def test_a_file_too_large_is_refused_while_it_arrives() -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        yield part("file", b"", "a.txt").removesuffix(b"\r\n")
        while True:
            taken += MEGABYTE
            yield bytes(MEGABYTE)

    with pytest.raises(TooLarge) as refusal:
        await read_upload(endless(), TYPE, fields=frozenset(), limit_bytes=3 * MEGABYTE)
    assert (refusal.value.status, refusal.value.code) == (413, "file_too_large")
    assert taken == 4 * MEGABYTE


async def test_a_file_of_exactly_the_limit_is_taken() -> None:
    form = await read(body(part("file", bytes(5000), "a.bin")), limit=5000)
    with form.file as file:
        assert file.size_bytes == 5000


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (body(), "missing"),
        (body(part("is_internal", b"true")), "missing"),
        (body(part("file", b"", "a.txt")), "empty_file"),
        (body(part("file", b"x")), "missing"),
        (body(part("file", b"x", "")), "missing"),
        (body(part("file", b"x", "a.txt"), part("file", b"y", "b.txt")), "repeated"),
        (body(part("is_internal", b"1"), part("is_internal", b"0"), part("file", b"x", "a.txt")), "repeated"),
        (body(part("owner_id", b"x"), part("file", b"x", "a.txt")), "extra_forbidden"),
        (body(part("comment_id", b"x" * 2000), part("file", b"x", "a.txt")), "string_too_long"),
    ],
)
async def test_a_form_that_is_not_as_it_must_be(raw: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await read(raw)
    assert [error.code for error in refusal.value.errors] == [code]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense",
        part("file", b"x", "a.txt"),
        body(part("file", b"x", "a.txt"))[:-6],
        body(part("comment_id", b"\xff\xfe"), part("file", b"x", "a.txt")),
        f"--{BOUNDARY}\r\n".encode() + b"X: y\r\n" * 50 + b"\r\nx\r\n" + body(),
        f"--{BOUNDARY}\r\nX-Long: {'a' * 9000}\r\n\r\nx\r\n".encode() + body(),
    ],
)
async def test_a_broken_form_is_refused(raw: bytes) -> None:
    with pytest.raises(Problem) as refusal:
        await read(raw)
    assert (refusal.value.status, refusal.value.code) == (422, "broken_form")


@pytest.mark.parametrize(
    "content_type", ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300]
)
async def test_what_is_no_form_is_not_read(content_type: str) -> None:
    with pytest.raises(UnsupportedType):
        await read(body(part("file", b"x", "a.txt")), content_type=content_type)
