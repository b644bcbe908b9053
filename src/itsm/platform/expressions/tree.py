"""A condition as a tree: from JSON with every fault by its path, and back to JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from itsm.platform.expressions.fields import Op

DEEPEST: Final = 5
MOST_LEAVES: Final = 100
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field asked one thing. `value` is None for operators that take none; lists are tuples."""

    field: str
    op: Op
    value: Any = None


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every child holds; without children always."""

    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one child holds."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its child does not."""

    child: Node


Node: TypeAlias = Leaf | All | AnyOf | Not
ALWAYS: Final = All()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tree, and where: a dotted path such as `all.0.not`, empty for the root."""

    path: str
    code: str
    message: str


class ExpressionError(ValueError):
    """A tree that cannot be used; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path or 'the condition'}: {fault.message}" for fault in faults))
        self.faults = faults


def from_json(data: object) -> Node:
    """Return the tree that JSON describes. Raises ExpressionError for a shape or size that is no tree."""
    reader = _Reader()
    node = reader.read(data, "", 1)
    if reader.leaves > MOST_LEAVES:
        reader.fault("", "too_large", f"A condition asks at most {MOST_LEAVES} things.")
    if node is None or reader.faults:
        raise ExpressionError(reader.faults)
    return node


def to_json(node: Node) -> dict[str, Any]:
    """Return the tree as it is stored; `from_json` reads it back equal."""
    match node:
        case All(children):
            return {"all": [to_json(child) for child in children]}
        case AnyOf(children):
            return {"any": [to_json(child) for child in children]}
        case Not(child):
            return {"not": to_json(child)}
        case Leaf(field, op, value):  # pragma: no branch - there is no other node
            asked: dict[str, Any] = {"field": field, "op": op.value}
            if value is not None:
                asked["value"] = list(value) if isinstance(value, tuple) else value
            return asked


def below(path: str, step: str | int) -> str:
    """Return the path of a part of what stands at `path`."""
    return f"{path}.{step}" if path else str(step)


def leaves_of(node: Node, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield every leaf with its path, in order."""
    match node:
        case Leaf():
            yield path, node
        case Not(child):
            yield from leaves_of(child, below(path, "not"))
        case All(children) | AnyOf(children):  # pragma: no branch - there is no other node
            step = below(path, "all" if isinstance(node, All) else "any")
            for index, child in enumerate(children):
                yield from leaves_of(child, below(step, index))


class _Reader:
    """Reads JSON into a tree and gathers what is wrong; never goes deeper than a tree may be."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.leaves = 0

    def fault(self, path: str, code: str, message: str) -> None:
        """Note something wrong."""
        self.faults.append(Fault(path, code, message))

    def read(self, data: object, path: str, level: int) -> Node | None:
        """Return the node at `path`; None where there is no telling what it is."""
        if level > DEEPEST:
            self.fault(path, "too_deep", f"Conditions stand at most {DEEPEST} levels deep.")
            return None
        if not isinstance(data, Mapping):
            self.fault(path, "invalid", "is not a condition")
            return None
        if data.keys() in ({"all"}, {"any"}):
            return self._group(data, path, level)
        if data.keys() == {"not"}:
            child = self.read(data["not"], below(path, "not"), level + 1)
            return Not(child) if child else None
        return self._leaf(data, path)

    def _group(self, data: Mapping[str, object], path: str, level: int) -> Node | None:
        ((word, children),) = data.items()
        if not isinstance(children, list):
            self.fault(path, "invalid", f"{word} takes a list of conditions")
            return None
        if not children and (word == "any" or path):
            self.fault(path, "empty", "Give a condition, or leave the group out.")
            return None
        # One more than there may be is enough to know; a longer list is not worth reading.
        step, kept = below(path, word), children[: MOST_LEAVES + 1]
        read = [self.read(child, below(step, index), level + 1) for index, child in enumerate(kept)]
        nodes = tuple(node for node in read if node is not None)
        return All(nodes) if word == "all" else AnyOf(nodes)

    def _leaf(self, data: Mapping[str, object], path: str) -> Leaf | None:
        self.leaves += 1
        name, op = data.get("field"), data.get("op")
        if not data.keys() <= {"field", "op", "value"} or not isinstance(name, str) or not isinstance(op, str):
            self.fault(path, "invalid", "is neither all, any, not nor a field with an operator")
            return None
        if op not in set(Op):
            self.fault(path, "unknown_operator", f"{op[:_LONGEST_NAME]} is no operator")
            return None
        value = data.get("value")
        return Leaf(name, Op(op), tuple(value) if isinstance(value, list) else value)
