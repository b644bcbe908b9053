"""What of a mail can be worded otherwise, and what a wording must hold. Pure.

A sentence may name only values that the product itself puts into sentences of that mail and that are always there:
no expression is ever read, so a wording can neither compute nor reach anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from itsm.domains.notifications.templates import TEMPLATES
from itsm.domains.notifications.words import FALLBACK, languages, placeholders, shipped

LAYOUT: Final = "layout"
"""What stands around every mail: worded like a mail of its own."""
LINE_MAX: Final = 200
TEXT_MAX: Final = 2_000
_LINES: Final = frozenset({"subject", "heading", "preview", "bell", "sender", "action"})
_ALWAYS: Final = frozenset({"name"})
_MADE_FROM: Final = {"status_words": "status", "post_state_words": "post_state"}
_BRACED: Final = re.compile(r"\{[^{}]*\}?|\}")
_CONTROLS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one sentence."""

    part: str
    code: str
    message: str


def wordable() -> list[str]:
    """Return the names of what can be worded, mails in their order and what stands around them last."""
    return [*TEMPLATES, LAYOUT]


@lru_cache(maxsize=128)
def parts_of(template: str) -> tuple[str, ...]:
    """Return the parts of a mail that are sentences, in the order they were written."""
    prefix = f"{template}."
    return tuple(key.removeprefix(prefix) for key in shipped(FALLBACK) if key.startswith(prefix))


def is_line(part: str) -> bool:
    """Tell whether a part is one line, such as a subject."""
    return part in _LINES


def places_of(template: str, part: str) -> list[str]:
    """Return the placeholders a sentence may hold, by name."""
    said = {name for one in parts_of(template) for name in _shipped_places(f"{template}.{one}")}
    known = TEMPLATES.get(template)
    required = known.required if known else frozenset()
    always = {name for name in said if _MADE_FROM.get(name, name) in required}
    return sorted(always | _shipped_places(f"{template}.{part}") | (_ALWAYS if known else frozenset()))


def faults(template: str, texts: Mapping[str, str]) -> list[Fault]:
    """Return what is wrong with the sentences of a mail, by part."""
    found: list[Fault] = []
    for part, text in texts.items():
        if part not in parts_of(template):
            found.append(Fault(part, "unknown_part", "This mail has no such sentence."))
        elif fault := _fault(part, text, places_of(template, part)):
            found.append(Fault(part, *fault))
    return found


def differing(template: str, language: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return those sentences that differ from the product's own."""
    words = shipped(language)
    return {part: text for part, text in texts.items() if text != words.get(f"{template}.{part}")}


def _fault(part: str, text: str, places: Sequence[str]) -> tuple[str, str] | None:
    longest = LINE_MAX if is_line(part) else TEXT_MAX
    if not text.strip():
        return "required", "Write a sentence, or go back to the product's own."
    if len(text) > longest:
        return "too_long", f"At most {longest} characters."
    if _CONTROLS.search(text) or (is_line(part) and "\n" in text):
        return "not_text", "One line of plain text." if is_line(part) else "Plain text and line ends only."
    braced = [match.group() for match in _BRACED.finditer(text)]
    unknown = next((one for one in braced if one[1:-1] not in places or not one.endswith("}")), None)
    if unknown is not None:
        known = ", ".join(f"{{{name}}}" for name in places) or "none"
        return "unknown_placeholder", f"{unknown} cannot be filled in here; known are: {known}."
    return None


def _shipped_places(key: str) -> frozenset[str]:
    return frozenset().union(*(placeholders(shipped(language).get(key, "")) for language in languages()))
