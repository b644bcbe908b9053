"""A link is good as it was made, or not at all."""

from __future__ import annotations

import base64
import os
from dataclasses import replace

import pytest

from itsm.domains.files.engine.links import LINK_SECONDS, LinkClaims, read_link, sign_link
from itsm.platform.ids import new_id

KEY = os.urandom(32)
NOW = 1_800_000_000
FILE, USER, SESSION = new_id(), new_id(), new_id()
CLAIMS = LinkClaims(USER, SESSION, NOW + LINK_SECONDS)
TOKEN = sign_link(KEY, FILE, CLAIMS)


def test_a_genuine_link_says_whose_it_is() -> None:
    assert read_link(KEY, FILE, TOKEN, NOW) == CLAIMS
    assert read_link(KEY, FILE, TOKEN, NOW + LINK_SECONDS - 1) == CLAIMS


@pytest.mark.peer_class("S03")
def test_it_ends_to_the_second() -> None:
    assert read_link(KEY, FILE, TOKEN, NOW + LINK_SECONDS) is None


@pytest.mark.peer_class("S03", "S42")
def test_it_opens_no_other_file_and_no_other_installation() -> None:
    assert read_link(KEY, new_id(), TOKEN, NOW) is None
    assert read_link(os.urandom(32), FILE, TOKEN, NOW) is None


@pytest.mark.peer_class("S03")
def test_one_that_would_live_too_long_is_refused_although_it_is_signed() -> None:
    long = sign_link(KEY, FILE, replace(CLAIMS, expires_at=NOW + LINK_SECONDS + 1))
    assert read_link(KEY, FILE, long, NOW) is None


@pytest.mark.asvs("11.5.1")
@pytest.mark.peer_class("S03")
@pytest.mark.parametrize("place", range(72))
def test_changing_any_byte_breaks_it(place: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(TOKEN))
    raw[place] ^= 1
    assert read_link(KEY, FILE, base64.urlsafe_b64encode(raw).decode(), NOW) is None


@pytest.mark.parametrize(
    "token",
    ["", "legacy", TOKEN[:-1], TOKEN + "A", TOKEN + "=", " " + TOKEN[1:], "é" * 96, "A" * 96, TOKEN[:-1] + "\n"],
    ids=["empty", "word", "shorter", "longer", "padded", "spaced", "accents", "all-a", "line-end"],
)
def test_anything_else_is_no_link(token: str) -> None:
    assert read_link(KEY, FILE, token, NOW) is None


def test_a_token_has_one_spelling() -> None:
    key = os.urandom(32)
    while not {"-", "_"} & set(spelled := sign_link(key, FILE, CLAIMS)):
        key = os.urandom(32)
    assert read_link(key, FILE, spelled, NOW) == CLAIMS
    assert read_link(key, FILE, spelled.replace("-", "+").replace("_", "/"), NOW) is None
