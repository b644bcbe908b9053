"""Bad bodies, made from the schema of a good one: one thing wrong at a time."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from itsm.platform.ids import new_id

DEEP = b"[" * 200 + b"]" * 200
"""JSON nested 200 levels deep."""
_WRONG: dict[str, tuple[Any, ...]] = {
    "string": (42, True, ["x"], {"x": 1}),
    "integer": ("x", 1.5, [1], {"x": 1}, 10**400, -(10**40), 1e308),
    "number": ("x", [1], {"x": 1}),
    "boolean": ("maybe", 7, [True], {"x": 1}),
    "array": ("x", 7, {"x": 1}),
    "object": ("x", 7, [1]),
}
_TEXTS = {"NUL": "a\x00bcdefghijk", "control": "a\x07bcdefghijk", "surrogate": "a\ud800bcdefghijk"}
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """What is wrong, where, and the body that has it."""

    label: str
    field: str
    content: bytes


class Schemas:
    """Looks up what the document says about a value."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._models = document["components"]["schemas"]

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow references."""
        while "$ref" in schema:
            schema = self._models[schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def variants(self, schema: dict[str, Any]) -> list[dict[str, Any]]:
        """Return each form a value may have."""
        schema = self.resolve(schema)
        if "anyOf" in schema:
            return [one for part in schema["anyOf"] for one in self.variants(part)]
        return [schema]


def mutations(schemas: Schemas, schema: dict[str, Any], good: Any) -> Iterator[Mutation]:
    """Yield every bad body of one operation whose good body is `good`."""
    yield Mutation("not JSON", "", b'{"a": ')
    yield Mutation("deep", "", DEEP)
    yield Mutation("empty", "", b"")
    yield Mutation("not UTF-8", "", b'{"a": "\xff\xfe"}')
    yield Mutation("endless number", "", b"[" + b"9" * 5_000 + b"]")
    for wrong in ("x", 7, [1], None):
        yield Mutation(f"body {wrong!r}", "", _dump(wrong))
    yield from _of_object(schemas, schemas.resolve(schema), good, (), good)


def _of_object(schemas: Schemas, schema: dict[str, Any], value: Any, path: Path, whole: Any) -> Iterator[Mutation]:
    yield _changed(whole, (*path, "no_such_field"), 1, "unknown field")
    yield _changed(whole, (*path, "__proto__"), {"role": "system_admin"}, "prototype")
    for name, part in schema.get("properties", {}).items():
        if name in schema.get("required", ()):
            yield _without(whole, (*path, name))
        yield from _of_value(schemas, part, value.get(name), (*path, name), whole)


def _of_value(schemas: Schemas, schema: dict[str, Any], value: Any, path: Path, whole: Any) -> Iterator[Mutation]:
    variants = schemas.variants(schema)
    for label, wrong in _wrong_values(variants):
        yield _changed(whole, path, wrong, label)
    for variant in variants:
        if "properties" in variant and isinstance(value, dict):
            yield from _of_object(schemas, variant, value, path, whole)
        if variant.get("type") == "array" and isinstance(value, list) and value:
            yield from _of_value(schemas, variant["items"], value[0], (*path, 0), whole)


def _wrong_values(variants: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    types = {str(variant.get("type")) for variant in variants}
    if "None" in types:  # anything is allowed here: only what no text may hold is wrong
        yield from ((label, text) for label, text in _TEXTS.items())
        return
    if "null" not in types:
        yield "null", None
    for wrong in _WRONG[next(variant["type"] for variant in variants if variant.get("type") != "null")]:
        yield f"wrong type {str(wrong)[:12]}", wrong
    for variant in variants:
        yield from _out_of_bounds(variant)
    if any(_is_reference(variant) for variant in variants):
        yield "unknown id", str(new_id())
    if "string" in types:
        yield from _TEXTS.items()


def _out_of_bounds(variant: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "maxLength" in variant:
        yield "too long", "x" * (variant["maxLength"] + 1)
        yield "far too long", "x" * 1_000_000
    if variant.get("minLength"):
        yield "too short", ""
        yield "blank", "   "
    if "maximum" in variant:
        yield "too large", int(variant["maximum"]) + 1
    if "minimum" in variant:
        yield "too small", int(variant["minimum"]) - 1
    if variant.get("format") in {"uuid", "date", "date-time"} or "enum" in variant or "const" in variant:
        yield "no such value", "no such value"
    if "maxItems" in variant:
        yield "too many", [None] * (variant["maxItems"] + 1)


def _is_reference(variant: dict[str, Any]) -> bool:
    return variant.get("format") == "uuid"


def _changed(whole: Any, path: Path, value: Any, label: str) -> Mutation:
    body = copy.deepcopy(whole)
    _parent(body, path)[path[-1]] = value
    return Mutation(label, _name(path), _dump(body))


def _without(whole: Any, path: Path) -> Mutation:
    body = copy.deepcopy(whole)
    del _parent(body, path)[path[-1]]
    return Mutation("missing", _name(path), _dump(body))


def _parent(body: Any, path: Path) -> Any:
    for step in path[:-1]:
        body = body[step]
    return body


def _name(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _dump(value: Any) -> bytes:
    return json.dumps(value).encode()
