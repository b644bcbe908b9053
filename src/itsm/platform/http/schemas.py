"""Base classes of everything that comes in or goes out as JSON."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema

T = TypeVar("T")
_ALLOWED_CONTROLS = frozenset("\n\r\t")


def check_text(value: str) -> str:
    """Return `value` where it is plain text; raise ValueError on control characters or lone surrogates.

    Bidirectional overrides count as control characters: they make a text read other than it is.
    """
    for character in value:
        if character in _ALLOWED_CONTROLS:
            continue
        category = unicodedata.category(character)
        if category in {"Cc", "Cs"} or character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069":
            raise ValueError("must not hold control characters")
    return value


def _check_every_text(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else check_text(value)
    if isinstance(value, dict):
        for key, item in value.items():
            _check_every_text(key)
            _check_every_text(item)
    elif isinstance(value, list):
        for item in value:
            _check_every_text(item)
    return value


def _be_exact(schema: Any) -> None:
    """Make the numbers and switches in a core schema strict: no text for them, no number for a switch."""
    if isinstance(schema, dict):
        if schema.get("type") in ("int", "bool"):
            schema["strict"] = True
        for name, part in schema.items():
            if name not in {"metadata", "config", "default"}:
                _be_exact(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            _be_exact(part)


class InputModel(BaseModel):
    """A request body: unknown fields are refused, text is trimmed and free of control characters.

    Whole numbers and switches must be JSON numbers and booleans ("5" and 1 for true are refused). A model of form
    fields, which arrive as text, sets `is_json` to False.
    """

    is_json: ClassVar[bool] = True

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema with every number and switch made strict."""
        schema = handler(source)
        if cls.is_json:
            _be_exact(schema)
        return schema

    @model_validator(mode="before")
    @classmethod
    def _plain_text_only(cls, value: Any) -> Any:
        return _check_every_text(value)


class OutputModel(BaseModel):
    """An answer: every field is named by the code that fills it, none has a default."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class NamedRef(OutputModel):
    """A person or team, as other things mention it."""

    id: str
    name: str


def left_out() -> Any:
    """Stand in for a field of a patch that was not sent; only fields that were sent are looked at."""
    return None


def each_once(values: list[T]) -> list[T]:
    """Return a list without what it says a second time, in its order."""
    return list(dict.fromkeys(values))


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and ("\n" in value or "\r" in value or "\t" in value):
        raise ValueError("must be one line")
    return value


def _written_out(value: Any) -> Any:
    if isinstance(value, int | float) or (isinstance(value, str) and _is_number(value)):
        raise ValueError("must be a date and time such as 2027-01-31T08:00:00Z")
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _in_range(value: datetime) -> datetime:
    if not _FIRST_MOMENT <= value < _LAST_MOMENT:
        raise ValueError("must lie between the years 1970 and 3000")
    return value


_FIRST_MOMENT, _LAST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_range)]
"""An instant with its zone, in RFC 3339; far enough from the ends of the calendar to reckon with."""

ShortText = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=200)]
"""A name or label: one line of 1 to 200 characters."""
