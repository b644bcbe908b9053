"""What a cell of a relation names: other assets by tag or name, with a semicolon or comma between several. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsm.domains.assets.enums import RelationKind
from itsm.domains.assets.limits import NAME_MAX

LINKS: Final[Mapping[str, RelationKind]] = {kind.value: kind for kind in RelationKind}
"""The meanings of columns that are relations, each with its kind."""
WORDS: Final = {
    RelationKind.RUNS_ON: "Runs on",
    RelationKind.DEPENDS_ON: "Depends on",
    RelationKind.CONNECTED_TO: "Connected to",
    RelationKind.PART_OF: "Part of",
}
MOST: Final = 50
_BETWEEN: Final = re.compile(r"[;,\n]")


@dataclass(frozen=True, slots=True)
class Wish:
    """That a row's asset is to stand to another as `kind` says; `name` as the file writes it."""

    kind: RelationKind
    name: str

    @property
    def key(self) -> str:
        """Return the name as names are compared."""
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class Link:
    """A wish with the asset it means; None: another row of the file brings it."""

    wish: Wish
    other_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What names of assets stand for, in capitals: tags, names (several may have one), tags that the file brings."""

    tags: Mapping[str, UUID]
    names: Mapping[str, Collection[UUID]]
    in_file: Collection[str]


def read_wishes(given: Mapping[str, str]) -> list[Wish]:
    """Return what the cells of a row name, each once for a kind."""
    found = [
        Wish(kind, name)
        for target, kind in LINKS.items()
        for part in _BETWEEN.split(given.get(target, ""))
        if (name := " ".join(part.split()))
    ]
    return list({(wish.kind, wish.key): wish for wish in found}.values())


def meant(
    wishes: Sequence[Wish], others: Others, asset_id: UUID | None, tag: str | None
) -> tuple[list[Link], list[str]]:
    """Return what wishes of a row mean, and every reason against them; `asset_id`, `tag`: the row's own asset."""
    links = []
    counts = Counter(wish.kind for wish in wishes)
    too_many = f"a row names at most {MOST} assets"
    wrong = [f"{WORDS[kind]}: {too_many}." for kind, count in counts.items() if count > MOST]
    for wish in wishes:
        found = _one(wish, others, asset_id, tag)
        if isinstance(found, Link):
            links.append(found)
        else:
            wrong.append(f"{WORDS[wish.kind]}: {found}.")
    return links, wrong


def _one(wish: Wish, others: Others, asset_id: UUID | None, tag: str | None) -> Link | str:
    by_name = others.names.get(wish.key, ())
    other_id = others.tags.get(wish.key)
    if other_id is None and wish.key not in others.in_file and len(by_name) == 1:
        (other_id,) = by_name
    if wish.key == tag or (other_id is not None and other_id == asset_id):
        return "an asset has no relation to itself"
    if other_id is not None or wish.key in others.in_file:
        return Link(wish, other_id)
    said = wish.name[:NAME_MAX]
    if by_name:
        return f"several assets are called “{said}”: give the tag"
    return f"there is no asset “{said}”, neither in the register nor with this tag in the file"
