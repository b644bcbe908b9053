"""Base classes of everything that comes in or goes out as JSON."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator

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


class InputModel(BaseModel):
    """A request body: unknown fields are refused, text is trimmed and free of control characters."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

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


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and ("\n" in value or "\r" in value or "\t" in value):
        raise ValueError("must be one line")
    return value


ShortText = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=200)]
"""A name or label: one line of 1 to 200 characters."""
