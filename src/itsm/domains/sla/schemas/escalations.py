"""Escalation levels of a policy, over the interface."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from itsm.domains.sla.enums import Recipient
from itsm.domains.sla.schemas.fields import Name
from itsm.platform.http.schemas import InputModel, NamedRef, OutputModel

MAX_LEVELS = 30
MAX_PEOPLE = 20
MAX_PERCENT = 1000


def _once(ids: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


def _recipients(words: list[Recipient]) -> list[Recipient]:
    return sorted(set(words))


Metrics = Literal["response", "resolution", "update", "ola"]
Raise = Literal["one_higher", "P1", "P2", "P3"]
People = Annotated[list[UUID], Field(max_length=MAX_PEOPLE), AfterValidator(_once)]
Recipients = Annotated[list[Recipient], Field(max_length=len(Recipient)), AfterValidator(_recipients)]


class LevelInput(InputModel):
    """One level: at so many percent of a target (beyond 100, too) tell people, hand over, raise, add watchers."""

    name: Name
    metric: Metrics
    percent: Annotated[int, Field(ge=1, le=MAX_PERCENT)]
    recipients: Recipients = Field(default_factory=list)
    people: People = Field(default_factory=list)
    team_id: UUID | None = None
    agent_id: UUID | None = None
    priority: Raise | None = None
    watchers: People = Field(default_factory=list)

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not (self.recipients or self.people or self.team_id or self.agent_id or self.priority or self.watchers):
            raise ValueError("a level tells somebody or does something")
        return self


Levels = Annotated[list[LevelInput], Field(max_length=MAX_LEVELS)]


class LevelRead(OutputModel):
    """One level; who has left keeps their name."""

    name: str
    metric: str
    percent: int
    recipients: list[Recipient]
    people: list[NamedRef]
    team: NamedRef | None
    agent: NamedRef | None
    priority: str | None
    watchers: list[NamedRef]
