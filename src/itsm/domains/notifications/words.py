"""The product's sentences in mails, by language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from itsm.platform import jsonio

FALLBACK: Final = "en"
_FOLDER: Final = Path(__file__).parent / "locales"
_KNOWN_AS: Final = {"zh": "zh-Hans", "tl": "fil"}
"""Codes of languages that have words under another: Chinese is kept by script, Tagalog is written as Filipino."""
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


Wording = Mapping[str, Mapping[str, str]]
"""Language → key → sentence, whole for every language in it."""
AS_SHIPPED: Final[Wording] = MappingProxyType({})


@lru_cache(maxsize=16)
def shipped(language: str) -> Mapping[str, str]:
    """Return the sentences the product has in a language, and only those."""
    found: dict[str, str] = jsonio.loads((_FOLDER / f"{language}.json").read_bytes())
    return found


@lru_cache(maxsize=16)
def sentences(locale: str) -> Mapping[str, str]:
    """Return the product's sentences for a language, English where it has none."""
    return _joined(language_of(locale), {})


def worded(locale: str, wording: Wording) -> Mapping[str, str]:
    """Return the sentences for a language as the desk words them."""
    return wording.get(language_of(locale)) or sentences(locale)


def with_own(own: Mapping[str, Mapping[str, str]]) -> Wording:
    """Return the sentences of every language, those in `own` (language → key → sentence) before the product's.

    Where a language has neither, the desk's English stands in, then the product's.
    """
    return {language: _joined(language, own) for language in languages()} if own else AS_SHIPPED


def _joined(language: str, own: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for code in (FALLBACK, language):
        joined |= shipped(code)
        joined |= own.get(code, {})
    return joined


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of what is filled into a sentence."""
    return frozenset(_PLACEHOLDER.findall(sentence))


def language_of(locale: str) -> str:
    """Return the language there are words in that serves `locale` best: `zh-CN` reads `zh-Hans`."""
    return next(code for code in (*_codes(locale), FALLBACK) if code in languages())


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the languages that have a file."""
    return frozenset(path.stem for path in _FOLDER.glob("*.json"))


def fill(sentence: str, values: Mapping[str, Any], escape: Callable[[Any], str]) -> str:
    """Put `values` into `{placeholders}`. What is put in is never looked at again (CVE-2026-26026)."""
    return _PLACEHOLDER.sub(lambda match: escape(values[match.group(1)]), sentence)


def _codes(locale: str) -> tuple[str, str]:
    short = locale.replace("_", "-").partition("-")[0]
    return locale, _KNOWN_AS.get(short, short)
