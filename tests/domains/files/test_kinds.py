"""A file is what its content says, and only where its name says the same."""

from __future__ import annotations

import io
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.files.engine.archives import MAX_ENTRIES, office_kind
from itsm.domains.files.engine.kinds import INLINE_TYPES, KINDS, identify
from tests.domains.files import samples

TRUE = {
    "pdf": samples.PDF,
    "png": samples.PNG,
    "jpg": samples.JPG,
    "jpeg": samples.JPG,
    "gif": samples.GIF,
    "webp": samples.WEBP,
    "txt": samples.TEXT,
    "log": samples.TEXT,
    "csv": samples.CSV,
    "xlsx": samples.XLSX,
    "docx": samples.DOCX,
    "pptx": samples.PPTX,
    "msg": samples.MSG,
    "eml": samples.EML,
    "zip": samples.ZIP,
}


def kind(extension: str, content: bytes) -> str | None:
    found = identify(extension, io.BytesIO(content))
    return found.media_type if found else None


def test_every_accepted_kind_has_a_sample() -> None:
    assert TRUE.keys() == KINDS.keys()


@pytest.mark.parametrize("extension", sorted(TRUE))
def test_a_true_file_is_accepted_as_what_it_is(extension: str) -> None:
    assert kind(extension, TRUE[extension]) == KINDS[extension].media_type


@pytest.mark.asvs("5.2.2")
@pytest.mark.peer_class("S10")
@pytest.mark.parametrize("extension", sorted(TRUE))
def test_no_other_content_passes_under_its_name(extension: str) -> None:
    alike = {frozenset({"jpg", "jpeg"}), frozenset({"txt", "log", "csv", "eml"})}
    same = next((group for group in alike if extension in group), frozenset({extension}))
    wrong = [other for other, content in TRUE.items() if other not in same and kind(extension, content)]
    assert wrong == []


@pytest.mark.asvs("5.2.2")
@pytest.mark.peer_class("S10")
@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("png", samples.SVG),
        ("png", samples.HTML),
        ("pdf", samples.HTML),
        ("jpg", samples.EXE),
        ("txt", samples.EXE),
        ("docx", samples.DOCM),
        ("msg", samples.COMPOUND),
        ("eml", samples.TEXT),
        ("eml", samples.HTML),
        ("zip", b"PK\x03\x04" + bytes(100)),
        ("zip", samples.ZIP[:-10]),
        ("txt", b"text with a \x00 in it"),
        ("txt", b"\xff\xfeo\x00d"),
        ("csv", os.urandom(4096) + b"\x00"),
    ],
)
def test_content_that_lies_is_refused(extension: str, content: bytes) -> None:
    assert kind(extension, content) is None


@pytest.mark.asvs("5.1.1")
@pytest.mark.peer_class("S10")
@pytest.mark.parametrize("extension", ["svg", "html", "xml", "exe", "js", "docm", "xls", "", "png "])
def test_other_endings_are_refused_whatever_the_content(extension: str) -> None:
    assert kind(extension, samples.PNG) is None
    assert kind(extension, samples.TEXT) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_of_the_sites_decodes(encoding: str) -> None:
    assert kind("csv", ("标签,序列号\r\n" * 100_000).encode(encoding)) == "text/csv"


def test_a_windows_log_decodes() -> None:
    assert kind("log", "Gerät läuft: 5 € ok\r\n".encode("cp1252")) == "text/plain"


@pytest.mark.asvs("3.2.1", "1.3.4")
@pytest.mark.peer_class("S10")
def test_nothing_that_a_browser_runs_is_shown_in_place() -> None:
    assert {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"} == INLINE_TYPES


@pytest.mark.asvs("5.2.3")
@pytest.mark.peer_class("S28")
def test_an_archive_of_too_many_entries_is_refused_without_listing() -> None:
    raw = bytearray(samples.ZIP)
    struct.pack_into("<H", raw, len(raw) - 12, MAX_ENTRIES + 1)
    assert office_kind(io.BytesIO(bytes(raw))) is None


@pytest.mark.asvs("5.2.3")
@pytest.mark.peer_class("S28")
def test_an_archive_with_a_false_table_of_contents_is_refused() -> None:
    raw = bytearray(samples.ZIP)
    struct.pack_into("<I", raw, len(raw) - 6, 0)
    assert office_kind(io.BytesIO(bytes(raw))) is None


@pytest.mark.asvs("5.2.2")
@given(st.binary(max_size=2000), st.sampled_from(sorted(KINDS)))
def test_random_bytes_never_make_it_stumble(content: bytes, extension: str) -> None:
    assert kind(extension, content) in {None, KINDS[extension].media_type}


@given(st.binary(max_size=300))
def test_a_broken_archive_never_makes_it_stumble(tail: bytes) -> None:
    assert office_kind(io.BytesIO(b"PK\x03\x04" + tail + b"PK\x05\x06" + tail)) in {None, "zip"}
