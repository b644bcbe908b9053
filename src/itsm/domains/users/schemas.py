"""How people appear in answers of every room, and the kinds of fields they are described with."""

from functools import cache
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from itsm.domains.users.models import EMAIL_MAX, LABEL_MAX, NAME_MAX
from itsm.platform.http.schemas import OutputModel
from itsm.platform.mail.message import check_address

__all__ = ["Email", "Label", "Locale", "OwnRoleRef", "PersonName", "PersonRef", "Zone", "unset"]


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("must be the name of a time zone, like Asia/Manila")
    return name


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and any(mark in value for mark in "\n\r\t"):
        raise ValueError("must be one line")
    return value


Email = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=EMAIL_MAX, to_lower=True), AfterValidator(check_address)
]
"""An address that mail can be sent to, in small letters."""
PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), BeforeValidator(_one_line)
]
"""What a person is called: one line."""
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL_MAX), BeforeValidator(_one_line)
]
"""A department or job title: one line."""
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
"""An IANA time zone."""
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", max_length=16)]
"""A language, with a script or country where it matters: en, fil, zh-Hans, en-PH."""


def unset() -> Any:
    """Return the value of a field that a PATCH left out; it is dropped before anything reads it.

    As a default factory it keeps the field's type free of null, so that null is refused where a column
    cannot hold it.
    """
    return None


class PersonRef(OutputModel):
    """A person as other things mention them."""

    id: UUID
    name: str


class OwnRoleRef(OutputModel):
    """A role of the organisation's own as people have it."""

    id: UUID
    name: str
