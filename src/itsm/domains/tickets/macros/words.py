"""Places in a canned text that are filled for the ticket at hand. Pure; a closed list, no language of templates."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Place(StrEnum):
    """What can be filled in, written as `{requester}`."""

    REQUESTER = "requester"
    NUMBER = "number"
    AGENT = "agent"
    DUE = "due"


NOTHING: Final = "—"
"""Stands where the ticket has nothing to say, such as a due date."""
_PLACE: Final = re.compile(r"\{([A-Za-z_ ]{1,40})\}")


def unknown_places(text: str) -> list[str]:
    """Return what looks like a place and is none: sent as it is, a requester would read the braces."""
    known = set(Place)
    return list(dict.fromkeys(name for name in _PLACE.findall(text) if name not in known))


def fill(text: str, values: Mapping[Place, str | None]) -> str:
    """Return the text with its places filled, in one pass: what is filled in is never looked at again."""
    return _PLACE.sub(lambda found: _value(found[1], values) or found[0], text)


def _value(name: str, values: Mapping[Place, str | None]) -> str | None:
    return (values.get(Place(name)) or NOTHING) if name in set(Place) else None
