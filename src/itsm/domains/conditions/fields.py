"""The fields of a ticket, each with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from itsm.domains.conditions.enums import TicketField
from itsm.domains.settings.enums import Impact, Priority, TicketSource, TicketType, Urgency
from itsm.platform.expressions.fields import Field, Kind, Vocabulary

TEXTS: Final = (TicketField.TITLE, TicketField.DESCRIPTION, TicketField.BUSINESS_IMPACT)


def _choice(name: TicketField, choices: Iterable[str], *, is_ranked: bool = False) -> Field:
    return Field(name=name.value, kind=Kind.CHOICE, choices=tuple(map(str, choices)), is_ranked=is_ranked)


def _reference(name: TicketField) -> Field:
    return Field(name=name.value, kind=Kind.REFERENCE, refers_to=name.value)


FIELDS: Final[Mapping[TicketField, Field]] = {
    TicketField(field.name): field
    for field in (
        _reference(TicketField.CATEGORY),
        _reference(TicketField.SUBCATEGORY),
        _reference(TicketField.LOCATION),
        _choice(TicketField.TYPE, TicketType),
        _choice(TicketField.PRIORITY, Priority, is_ranked=True),
        _choice(TicketField.IMPACT, Impact, is_ranked=True),
        _choice(TicketField.URGENCY, Urgency, is_ranked=True),
        _choice(TicketField.SOURCE, TicketSource),
        Field(name=TicketField.DEPARTMENT.value, kind=Kind.TEXT),
        _reference(TicketField.REQUESTER),
        Field(name=TicketField.VIP.value, kind=Kind.BOOLEAN),
        Field(name=TicketField.TEXT.value, kind=Kind.WORDS, reads=tuple(map(str, TEXTS))),
        *(Field(name=text.value, kind=Kind.WORDS) for text in TEXTS),
        Field(name=TicketField.TAGS.value, kind=Kind.TEXT),
    )
}


def ticket_vocabulary(fields: Iterable[TicketField]) -> Vocabulary:
    """Return the vocabulary of rules that may look at these fields of a ticket."""
    return Vocabulary(FIELDS[field] for field in fields)
