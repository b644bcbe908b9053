"""The fields of a type, and whether values hold what they ask for. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from itsm.domains.assets.enums import FieldKind

TEXT_MAX: Final = 500
NUMBER_MAX: Final = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a type. `key` stays when the label changes."""

    key: str
    label: str
    kind: FieldKind
    is_required: bool = False
    choices: Sequence[str] = field(default_factory=tuple)
    unit: str = ""


def specs(rows: Sequence[Mapping[str, Any]]) -> list[FieldSpec]:
    """Return the fields of a type as they are stored."""
    return [
        FieldSpec(
            key=str(row["key"]),
            label=str(row["label"]),
            kind=FieldKind(row["kind"]),
            is_required=bool(row.get("is_required", False)),
            choices=tuple(row.get("choices") or ()),
            unit=str(row.get("unit") or ""),
        )
        for row in rows
    ]


def check_values(wanted: Sequence[FieldSpec], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values as they are stored, and what is wrong by key; empty values are left out."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    known = {spec.key for spec in wanted}
    for key in given:
        if key not in known:
            wrong[key] = "is not a field of this type"
    for spec in wanted:
        value = given.get(spec.key)
        if value is None or value == "":
            if spec.is_required:
                wrong[spec.key] = "is needed"
            continue
        try:
            values[spec.key] = _READ[spec.kind](spec, value)
        except ValueError as fault:
            wrong[spec.key] = str(fault)
    return values, wrong


def _text(_: FieldSpec, value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXT_MAX:
        raise ValueError(f"must be a text of at most {TEXT_MAX} characters")
    return value


def _number(_: FieldSpec, value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")  # noqa: TRY004 - what is wrong with a value is a ValueError here
    if not math.isfinite(value) or abs(value) > NUMBER_MAX:
        raise ValueError("is too large a number")
    return value


def _date(_: FieldSpec, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("must be a day such as 2027-01-31") from None


def _switch(_: FieldSpec, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 - as above
    return value


def _choice(spec: FieldSpec, value: Any) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        raise ValueError("must be one of " + ", ".join(spec.choices))
    return value


_READ: Final = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.SWITCH: _switch,
    FieldKind.CHOICE: _choice,
}
