"""How two contents differ, as lines a person can read. Knows no room: only things with names, and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Names = Mapping[str, str]
What = Literal["added", "removed", "changed"]

_LEAF: Final = {"field", "op"}
_GROUPS: Final = {"all": " and ", "any": " or "}
_UNSAID: Final = frozenset({"id"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: a thing that came, went, or whose field reads otherwise. `part` is where: rules, matrix, policies."""

    part: str
    what: What
    thing: str
    field: str | None
    before: str | None
    after: str | None


def differences(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> list[Difference]:
    """Return the differences in the order of the content afterwards; `names` gives the name behind an id."""
    found: list[Difference] = []
    for part in dict.fromkeys((*after, *before)):
        found.extend(_of_part(part, before.get(part, ()), after.get(part, ()), names))
    return found


def _of_part(part: str, before: Sequence[Any], after: Sequence[Any], names: Names) -> Iterator[Difference]:
    old, new = ({_key(entry): entry for entry in side} for side in (before, after))
    for key, entry in new.items():
        if key not in old:
            yield Difference(part, "added", _name(entry), None, None, None)
        elif entry != old[key]:
            yield from _of_entry(part, old[key], entry, names)
    for key, entry in old.items():
        if key not in new:
            yield Difference(part, "removed", _name(entry), None, None, None)


def _of_entry(part: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> Iterator[Difference]:
    old, new = dict(_fields(before)), dict(_fields(after))
    for field in dict.fromkeys((*new, *old)):
        if old.get(field) == new.get(field):
            continue
        said = _said_apart(old.get(field), new.get(field), names)
        yield Difference(part, "changed", _name(after), field, *said)


def _key(entry: Mapping[str, Any]) -> str:
    return str(entry["id"]) if "id" in entry else f"{entry.get('impact')} / {entry.get('urgency')}"


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("name") or _key(entry))


def _fields(entry: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the fields of a thing by dotted path; a tree of conditions is one field."""
    for name, value in entry.items():
        if name in _UNSAID:
            continue
        if isinstance(value, dict) and value and not _is_tree(value):
            yield from _fields(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _said_apart(before: Any, after: Any, names: Names) -> tuple[str | None, str | None]:
    """Return both sides in words; of lists of rows (holidays, levels) only the rows that differ."""
    if _is_rows(before) or _is_rows(after):
        old, new = before or [], after or []
        return say([row for row in old if row not in new], names), say([row for row in new if row not in old], names)
    return say(before, names), say(after, names)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _is_tree(value: Any) -> bool:
    return isinstance(value, dict) and (value.keys() <= {"all", "any", "not"} or value.keys() >= _LEAF)


def say(value: Any, names: Names) -> str | None:
    """Return a value in words; None where there is nothing to say."""
    if value is None or value in ([], {}, ""):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if _is_tree(value):
        return _said_tree(value, names)
    if isinstance(value, dict):
        return " ".join(said for part in value.values() if (said := say(part, names)))
    if isinstance(value, list | tuple):
        between = "; " if _is_rows(value) else ", "
        return between.join(said for part in value if (said := say(part, names)))
    return names.get(str(value), str(value))


def _said_tree(tree: Mapping[str, Any], names: Names) -> str:
    for group, word in _GROUPS.items():
        if group in tree:
            said = [_in_brackets(part, names) for part in tree[group]]
            return word.join(said) if said else "always"
    if "not" in tree:
        return f"not {_in_brackets(tree['not'], names)}"
    asked = [str(tree["field"]).replace("_", " "), str(tree["op"]).replace("_", " "), say(tree.get("value"), names)]
    return " ".join(part for part in asked if part)


def _in_brackets(tree: Mapping[str, Any], names: Names) -> str:
    said = _said_tree(tree, names)
    is_group = any(len(tree.get(group, ())) > 1 for group in _GROUPS)
    return f"({said})" if is_group else said
