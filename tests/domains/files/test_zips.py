"""S28, S27: archives that unpack to more than they seem, hide in one another, or climb out of their folder."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from itsm.domains.files.engine.zips import MAX_DEPTH, Contents, ZipFault, leads_out, look_into
from tests.domains.files import samples

MB = 1024 * 1024


def look(raw: bytes) -> Contents:
    return look_into(io.BytesIO(raw))


def inside(name: str, content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = samples.archive(name, content=content)
    return content


def test_an_honest_archive_is_taken() -> None:
    for raw in (samples.ZIP, samples.DOCX, samples.XLSX, samples.archive(*(f"{n}.log" for n in range(200)))):
        assert look(raw) == Contents()
    assert look(samples.archive("long.log", content=b"one line like every other\n" * 400_000)) == Contents()


def test_a_bomb_of_one_entry() -> None:
    assert look(samples.archive("zeros", content=bytes(60 * MB))) == Contents(ZipFault.BOMB)


def test_a_bomb_of_many_entries_that_say_they_are_large() -> None:
    raw = bytearray(samples.archive(*(f"{n}.bin" for n in range(4)), content=b"x" * 40 * 1000))
    place = -1
    while (place := raw.find(b"PK\x01\x02", place + 1)) >= 0:
        raw[place + 20 : place + 28] = struct.pack("<II", 3_000_000, 900_000_000)
    assert look(bytes(raw)).fault in {ZipFault.BOMB, ZipFault.BROKEN}


def test_entries_that_share_their_bytes() -> None:
    raw = bytearray(samples.archive("a", "b", "c", content=b"kernel" * 100))
    first = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", first + 1)
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    assert look(bytes(raw)) == Contents(ZipFault.BOMB)


def test_archives_inside_archives_are_looked_into_and_deeper_ones_count_as_closed() -> None:
    assert look(inside("a.zip", samples.ZIP, MAX_DEPTH - 1)) == Contents(is_opaque=False)
    assert look(inside("a.zip", samples.ZIP, MAX_DEPTH)) == Contents(is_opaque=True)
    bomb = samples.archive("zeros", content=bytes(30 * MB))
    assert look(inside("a.zip", bomb, 1)) == Contents(ZipFault.BOMB)
    assert look(inside("a.zip", samples.CLIMBING_ZIP, 1)) == Contents(ZipFault.NAMES)


def test_an_encrypted_entry_makes_it_opaque() -> None:
    raw = bytearray(samples.archive("secret.txt"))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert look(bytes(raw)) == Contents(is_opaque=True)


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "..\\x", "/etc/passwd", "\\\\host\\x", "C:\\x", "c:x", "a/..", "x\0.txt"]
)
def test_s27_names_that_lead_out(name: str) -> None:
    assert leads_out(name)
    if "\0" not in name:
        assert look(samples.archive(name)) == Contents(ZipFault.NAMES)


@pytest.mark.parametrize("name", ["a/b.txt", "..a/b", "a..b", "dots...", "-"])
def test_names_that_do_not(name: str) -> None:
    assert not leads_out(name)


def test_a_symbolic_link_is_refused() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    assert look(raw.getvalue()) == Contents(ZipFault.NAMES)


@pytest.mark.parametrize("cut", [1, 8, 30])
def test_a_broken_archive_is_refused(cut: int) -> None:
    assert look(samples.ZIP[:-cut]).fault is ZipFault.BROKEN
