"""Password rules (ASVS 6.2) and hashing."""

from __future__ import annotations

import asyncio
import time

import pytest
from argon2 import PasswordHasher

from itsm.domains.identity import passwords
from itsm.domains.identity.passwords import hash_password, needs_rehash, password_weakness, verify_password


@pytest.mark.asvs("6.2.5", "6.2.9", "6.2.10")
@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "všechno nejlepší k svátku 7",
        "a long sentence without any digit or capital at all",
        "  leading and trailing spaces count  ",
        "tractor" + " purple noon singing lamps" * 4,
    ],
)
def test_long_passphrases_are_accepted_without_composition_rules(password: str) -> None:
    assert password_weakness(password) is None


@pytest.mark.asvs("6.2.1", "6.2.4")
@pytest.mark.peer_class("S24")
@pytest.mark.parametrize(
    ("password", "personal"),
    [
        ("short1!X", ()),
        ("elevenchar1", ()),
        ("password1234", ()),
        ("qwertyuiop12", ()),
        ("aaaaaaaaaaaaaaaa", ()),
        ("iloveyou1234", ()),
        ("Madison88Madison88", ()),
        ("Marisol Delacruz", ("Marisol Delacruz",)),
        ("marisol.delacruz@madison88", ("Marisol Delacruz",)),
        ("Delacruz-Marisol-2026", ("Marisol Delacruz",)),
        ("x" * 129, ()),
    ],
)
def test_short_common_repeated_personal_and_giant_passwords_are_refused(
    password: str, personal: tuple[str, ...]
) -> None:
    assert password_weakness(password, personal_words=[word for name in personal for word in name.split()])


@pytest.mark.asvs("6.2.8")
async def test_passwords_are_verified_exactly_as_typed() -> None:
    stored = await hash_password("Zażółć gęślą jaźń 12")
    assert await verify_password(stored, "Zażółć gęślą jaźń 12")
    for other in ("Zażółć gęślą jaźń 1", "zażółć gęślą jaźń 12", "Zażółć gęślą jaźń 12 ", "Zazółć gęślą jaźń 12"):
        assert not await verify_password(stored, other)


async def test_a_missing_or_broken_hash_is_never_right() -> None:
    assert not await verify_password(None, "")
    assert not await verify_password("", "anything")
    assert not await verify_password("not a hash", "anything")


@pytest.mark.asvs("11.4.2")
async def test_weaker_hashes_are_noticed() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("x"))
    assert not needs_rehash(await hash_password("x"))


async def test_hashing_leaves_the_event_loop_free_and_runs_two_at_a_time() -> None:
    longest = 0.0
    hashing = asyncio.gather(*(hash_password(f"p{n}") for n in range(6)))
    while not hashing.done():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - before)
    await hashing
    assert passwords._THREADS._max_workers == 2
    assert longest < 0.5


def test_the_common_passwords_of_the_shipped_list_are_refused() -> None:
    """ASVS 6.2.4, 6.2.12. The list is zxcvbn's own: 30,000 passwords of breaches; short ones fail anyway."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    listed = FREQUENCY_LISTS["passwords"]
    assert len(listed) > 25_000
    long = [password for password in listed if len(password) >= passwords.MIN_LENGTH]
    assert len(long) > 20
    assert [password for password in long if password_weakness(password) is None] == []
    padded = [f"{password}{password}" for password in listed[:300]] + [f"{word}123456" for word in listed[:300]]
    assert [password for password in padded if password_weakness(password) is None] == []
