"""What changed between two versions, line by line and inside a line word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_LINES: Final = 4_000
_LONGEST_COMPARED: Final = 2_000


class Part(NamedTuple):
    """A piece of a line: `same`, `added` or `removed`."""

    kind: str
    text: str


class Line(NamedTuple):
    """A line of the comparison: `same`, `added`, `removed` or `changed` (its parts say how)."""

    kind: str
    parts: tuple[Part, ...]


def compare(old: str, new: str) -> list[Line]:
    """Return both texts as one list of lines."""
    before, after = old.splitlines()[:_MOST_LINES], new.splitlines()[:_MOST_LINES]
    found: list[Line] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.extend(Line("same", (Part("same", line),)) for line in before[i1:i2])
        elif kind == "replace":
            found.extend(_replaced(before[i1:i2], after[j1:j2]))
        else:
            word = "removed" if kind == "delete" else "added"
            lines = before[i1:i2] if kind == "delete" else after[j1:j2]
            found.extend(Line(word, (Part(word, line),)) for line in lines)
    return found


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Give lines that took the place of others: pairs while both last, then the rest."""
    for old, new in zip(before, after, strict=False):
        if _alike(old, new):
            yield Line("changed", tuple(_parts(old, new)))
        else:
            yield Line("removed", (Part("removed", old),))
            yield Line("added", (Part("added", new),))
    common = min(len(before), len(after))
    for old in before[common:]:
        yield Line("removed", (Part("removed", old),))
    for new in after[common:]:
        yield Line("added", (Part("added", new),))


def _alike(old: str, new: str) -> bool:
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return False
    return SequenceMatcher(None, _TOKEN.findall(old), _TOKEN.findall(new), autojunk=False).ratio() > 0.4  # noqa: PLR2004


def _parts(old: str, new: str) -> Iterator[Part]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Part("removed", "".join(before[i1:i2]))
        if j2 > j1:
            yield Part("added", "".join(after[j1:j2]))
