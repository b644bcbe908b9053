"""Names that strangers type become harmless, and stay readable."""

from __future__ import annotations

import unicodedata
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm.domains.files.engine.names import NAME_MAX, clean_name, content_disposition, extension_of


@pytest.mark.asvs("5.4.1")
@pytest.mark.peer_class("S27", "S11")
@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("Müller § Übersicht.xlsx", "Müller § Übersicht.xlsx"),
        ("打印机.log", "打印机.log"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\fakepath\\shot.png", "shot.png"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("\u200b.htaccess", "htaccess"),
        ("a\x00b\r\nSet-Cookie: x.txt", "abSet-Cookie_ x.txt"),
        ('a";filename="b.txt', "a_;filename=_b.txt"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("com1.log", "_com1.log"),
        ("...", "file"),
        ("", "file"),
        ("a/", "file"),
        ("evil.png. . .", "evil.png"),
        ("a\t\n b.txt", "a b.txt"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_hostile_names_become_plain(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("x" * 500 + ".docx")
    assert (len(name), extension_of(name)) == (NAME_MAX, "docx")


@given(st.text(max_size=400))
def test_whatever_is_typed_a_clean_name_is_one_plain_line(raw: str) -> None:
    name = clean_name(raw)
    assert 1 <= len(name) <= NAME_MAX
    assert not set(name) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    assert not name.startswith(".")
    assert not name.endswith((".", " "))


@pytest.mark.asvs("5.4.2")
@pytest.mark.peer_class("S18", "S27")
@given(st.text(max_size=100))
def test_the_header_says_the_name_and_nothing_else(raw: str) -> None:
    name = clean_name(raw)
    header = content_disposition(name, inline=False)
    message = Message()
    message["Content-Disposition"] = header
    assert header.isascii()
    assert header.isprintable()
    assert message.get_content_disposition() == "attachment"
    assert message.get_filename() is not None
    assert header.count('"') == 2


def test_both_forms_of_the_name_are_sent() -> None:
    assert (
        content_disposition("é 1.pdf", inline=True) == "inline; filename=\"_ 1.pdf\"; filename*=UTF-8''%C3%A9%201.pdf"
    )
