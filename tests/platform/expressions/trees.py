"""A small vocabulary, ways to write trees, and a slow reading of them for comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from itsm.platform.expressions.check import check
from itsm.platform.expressions.fields import Field, Kind, Op, Vocabulary
from itsm.platform.expressions.tree import All, AnyOf, Leaf, Node, Not, from_json

VOCABULARY = Vocabulary(
    [
        Field(name="priority", kind=Kind.CHOICE, choices=("P1", "P2", "P3", "P4"), is_ranked=True),
        Field(name="type", kind=Kind.CHOICE, choices=("incident", "service_request")),
        Field(name="category", kind=Kind.REFERENCE, refers_to="category"),
        Field(name="department", kind=Kind.TEXT),
        Field(name="tags", kind=Kind.TEXT),
        Field(name="age", kind=Kind.NUMBER),
        Field(name="vip", kind=Kind.BOOLEAN),
        Field(name="title", kind=Kind.WORDS),
        Field(name="text", kind=Kind.WORDS, reads=("title", "description")),
    ]
)


def known(_: Field, value: str) -> str | None:
    """Find categories by a name of any case; there are two."""
    return {"hardware": "h", "h": "h", "network": "n", "n": "n"}.get(value.casefold())


def tree(data: Mapping[str, Any]) -> Node:
    return check(from_json(data), VOCABULARY, known)


def ask(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


def slowly(node: Node, values: Mapping[str, Any]) -> bool:
    """Tell whether a tree holds, read straight from its definition; words are whole and lower-case here."""
    match node:
        case All(children):
            return all(slowly(child, values) for child in children)
        case AnyOf(children):
            return any(slowly(child, values) for child in children)
        case Not(child):
            return not slowly(child, values)
        case Leaf():
            return _leaf(node, values)


def _leaf(leaf: Leaf, values: Mapping[str, Any]) -> bool:  # noqa: PLR0911 - one for each operator
    field, wanted = VOCABULARY[leaf.field], leaf.value
    if field.kind is Kind.WORDS:
        said = re.findall(r"\w+", " ".join(values.get(text) or "" for text in sorted(field.texts)))
        found = [phrase in said for phrase in wanted]
        return {Op.MENTIONS_ANY: any(found), Op.MENTIONS_ALL: all(found), Op.MENTIONS_NONE: not any(found)}[leaf.op]
    value = values.get(leaf.field)
    several = [v for v in (value if isinstance(value, tuple) else [value]) if v not in {None, ""}]
    match leaf.op:
        case Op.IS_SET:
            return bool(several)
        case Op.IS_NOT_SET:
            return not several
        case Op.IS_TRUE:
            return value is True
        case Op.IS_FALSE:
            return value is not True
    if field.kind is Kind.NUMBER or leaf.op in {Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN}:
        return bool(several) and _within(leaf, value)
    folded = {str(v).casefold() for v in several}
    chosen = {str(v).casefold() for v in (wanted if isinstance(wanted, tuple) else [wanted])}
    return folded.isdisjoint(chosen) if leaf.op is Op.IS_NONE_OF else not folded.isdisjoint(chosen)


def _within(leaf: Leaf, value: Any) -> bool:
    field = VOCABULARY[leaf.field]

    def height(one: Any) -> Any:
        return -field.choices.index(one) if field.is_ranked else one

    match leaf.op:
        case Op.AT_LEAST:
            return bool(height(value) >= height(leaf.value))
        case Op.AT_MOST:
            return bool(height(value) <= height(leaf.value))
        case Op.BETWEEN:
            return bool(height(leaf.value[0]) <= height(value) <= height(leaf.value[1]))
    return bool(value == leaf.value)


WORDS = ["alpha", "beta", "gamma"]
_phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple)
_presence = st.sampled_from([Op.IS_SET, Op.IS_NOT_SET])
_membership = st.sampled_from([Op.IS_ONE_OF, Op.IS_NONE_OF])


def _some(values: list[str]) -> Any:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)


LEAVES = st.one_of(
    st.builds(Leaf, st.sampled_from(["priority", "type", "category", "department", "tags", "age"]), _presence),
    st.builds(Leaf, st.just("vip"), st.sampled_from([Op.IS_TRUE, Op.IS_FALSE])),
    st.builds(Leaf, st.just("priority"), _membership, _some(["P1", "P2", "P3", "P4"])),
    st.builds(Leaf, st.just("priority"), st.sampled_from([Op.AT_LEAST, Op.AT_MOST]), st.sampled_from(["P1", "P3"])),
    st.builds(Leaf, st.just("priority"), st.just(Op.BETWEEN), st.sampled_from([("P3", "P2"), ("P4", "P4")])),
    st.builds(Leaf, st.just("category"), _membership, _some(["h", "n"])),
    st.builds(Leaf, st.just("department"), _membership, _some(["Finance", "HR"])),
    st.builds(Leaf, st.just("department"), st.just(Op.EQUALS), st.sampled_from(["finance", "hr"])),
    st.builds(Leaf, st.just("tags"), _membership, _some(["x", "Y"])),
    st.builds(Leaf, st.just("age"), st.sampled_from([Op.AT_LEAST, Op.AT_MOST, Op.EQUALS]), st.integers(0, 3)),
    st.builds(Leaf, st.just("age"), st.just(Op.BETWEEN), st.sampled_from([(0, 1), (1, 3)])),
    st.builds(
        Leaf,
        st.sampled_from(["title", "text"]),
        st.sampled_from([Op.MENTIONS_ANY, Op.MENTIONS_ALL, Op.MENTIONS_NONE]),
        _phrases,
    ),
)
_groups = st.lists(LEAVES, min_size=1, max_size=3).map(tuple)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
TICKETS = st.fixed_dictionaries(
    {
        "priority": st.sampled_from([None, "P1", "P2", "P3", "P4"]),
        "type": st.sampled_from(["incident", "service_request"]),
        "category": st.sampled_from([None, "h", "n"]),
        "department": st.sampled_from([None, "", "FINANCE", "hr"]),
        "tags": st.sampled_from([(), ("X",), ("y", "z")]),
        "age": st.sampled_from([None, 0, 1, 2, 3]),
        "vip": st.booleans(),
        "title": st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
        "description": st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
    }
)
