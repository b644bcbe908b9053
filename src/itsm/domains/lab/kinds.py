"""The four kinds of content, each with the room that reads it and puts it into force."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.classification import api as classification
from itsm.domains.lab.enums import Kind
from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.platform.work import UnitOfWork

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """What the lab asks of a room. Contents are opaque: only the room reads and writes them.

    `numbers` are the versions of everything in it, by id; `renumber` raises those that are lower than it is told.
    """

    current: Callable[[AsyncSession], Awaitable[dict[str, Any]]]
    activate: Callable[[UnitOfWork, Content, str], Awaitable[None]]
    numbers: Callable[[AsyncSession], Awaitable[dict[str, int]]]
    renumber: Callable[[AsyncSession, Mapping[str, int]], Awaitable[None]]


async def _activate_routing(work: UnitOfWork, content: Content, reason: str) -> None:
    await routing.activate_content(work, content, reason=reason)


async def _activate_classification(work: UnitOfWork, content: Content, reason: str) -> None:
    await classification.activate_content(work, content, reason=reason)


async def _activate_policies(work: UnitOfWork, content: Content, reason: str) -> None:
    await sla.activate_policies(work, content, reason=reason)


async def _activate_calendars(work: UnitOfWork, content: Content, reason: str) -> None:
    await sla.activate_calendars(work, content, reason=reason)


ROOMS: Final[Mapping[Kind, Room]] = {
    Kind.ROUTING: Room(routing.current_content, _activate_routing, routing.RULES.numbers, routing.RULES.renumber),
    Kind.CLASSIFICATION: Room(
        classification.current_content,
        _activate_classification,
        classification.RULES.numbers,
        classification.RULES.renumber,
    ),
    Kind.SLA_POLICIES: Room(sla.current_policies, _activate_policies, sla.policy_numbers, sla.renumber_policies),
    Kind.CALENDARS: Room(sla.current_calendars, _activate_calendars, sla.calendar_numbers, sla.renumber_calendars),
}
