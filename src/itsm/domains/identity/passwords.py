"""Password hashing and password rules.

Hashing is argon2id off the event loop with a bounded number of threads: each hash takes
32 MiB and about 70 ms of one core, so a flood of sign-ins waits in line instead of taking
the machine's memory. Rules follow ASVS 5.0 6.2: length and guessability, no composition
rules, no forced rotation, checked exactly as typed (no trimming, no Unicode folding).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

MIN_LENGTH: Final = 12
# Longer input is refused before it reaches the hasher (S24: giant passwords).
MAX_LENGTH: Final = 128
# zxcvbn's scale is 0 to 4; 3 means "safely unguessable" against an offline slow hash.
MIN_SCORE: Final = 3
# zxcvbn grows with the square of the input and refuses more than 72 characters.
_SCORED_LENGTH: Final = 72
_SHORTEST_WORD: Final = 3
_OWN_LENGTH: Final = 8
_HOUSE_WORDS: Final = ("madison88", "madison", "itsm", "servicedesk")
_HASHING_THREADS: Final = 2

_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_THREADS: Final = ThreadPoolExecutor(max_workers=_HASHING_THREADS, thread_name_prefix="argon2")


@lru_cache(maxsize=1)
def _dummy_hash() -> str:
    """Return a hash of a password nobody knows, verified when an account does not exist.

    Without it an unknown address would be answered 70 ms sooner than a known one (S37).
    """
    return _HASHER.hash(secrets.token_urlsafe(32))


def _verify(password_hash: str | None, password: str) -> bool:
    """Tell whether `password` matches; a missing hash costs the same time and never does."""
    try:
        matches = _HASHER.verify(password_hash or _dummy_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and password_hash is not None


async def hash_password(password: str) -> str:
    """Return the argon2id hash of `password` (PHC string, parameters included)."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def verify_password(password_hash: str | None, password: str) -> bool:
    """Return True when `password` belongs to `password_hash`; None takes as long and is False."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _verify, password_hash, password)


def needs_rehash(password_hash: str) -> bool:
    """Return True when the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def password_weakness(password: str, *, personal_words: Iterable[str] = ()) -> str | None:
    """Return why `password` may not be chosen, as a sentence for its owner, or None when it may.

    `personal_words` are the owner's name, address and the like: they count as guessable.
    The 30,000 most common passwords score 0 in zxcvbn's own list, so they are refused with it.
    """
    if len(password) < MIN_LENGTH:
        return f"Use at least {MIN_LENGTH} characters."
    if len(password) > MAX_LENGTH:
        return f"Use at most {MAX_LENGTH} characters."
    words = sorted({word.lower() for word in (*personal_words, *_HOUSE_WORDS) if len(word) >= _SHORTEST_WORD})
    if _length_without(password, words) < _OWN_LENGTH:
        return "This is little more than your own name or ours. Use other words."
    estimate = zxcvbn(password[:_SCORED_LENGTH], user_inputs=words)
    if estimate["score"] >= MIN_SCORE:
        return None
    hint = estimate["feedback"]["warning"]
    return f"This password is too easy to guess. {hint}".strip()


def _length_without(password: str, words: Iterable[str]) -> int:
    """Return how many letters and digits are left when every known word is struck out."""
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return sum(character.isalnum() for character in rest)
