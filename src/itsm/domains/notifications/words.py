"""The product's sentences in mails, by language."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from itsm.platform import jsonio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FALLBACK: Final = "en"
_FOLDER: Final = Path(__file__).parent / "locales"
_KNOWN_AS: Final = {"zh": "zh-Hans", "tl": "fil"}
"""Codes of languages that have words under another: Chinese is kept by script, Tagalog is written as Filipino."""
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=16)
def sentences(locale: str) -> Mapping[str, str]:
    """Return the sentences of a language, English where it has none."""
    language = language_of(locale)
    own: dict[str, str] = jsonio.loads((_FOLDER / f"{language}.json").read_bytes())
    return own if language == FALLBACK else {**sentences(FALLBACK), **own}


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
