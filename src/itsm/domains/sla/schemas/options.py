"""What a policy lets its clocks do, over the interface."""

from typing import Annotated

from pydantic import AfterValidator, Field

from itsm.domains.sla.codec_policy import SHIPPED_OPTIONS
from itsm.domains.sla.enums import OnPriorityChange, OnReopen, PauseWord
from itsm.platform.http.schemas import InputModel, OutputModel

_SHIPPED = {metric: [PauseWord(word) for word in words] for metric, words in SHIPPED_OPTIONS["pause_on"].items()}


def _in_order(words: list[PauseWord]) -> list[PauseWord]:
    return sorted(set(words))


Words = Annotated[list[PauseWord], Field(max_length=len(PauseWord)), AfterValidator(_in_order)]


class PauseOnInput(InputModel):
    """For each metric the statuses and pending reasons in which it stands still; `pending` is every reason."""

    response: Words = Field(default_factory=lambda: list(_SHIPPED["response"]))
    resolution: Words = Field(default_factory=lambda: list(_SHIPPED["resolution"]))
    update: Words = Field(default_factory=lambda: list(_SHIPPED["update"]))
    ola: Words = Field(default_factory=lambda: list(_SHIPPED["ola"]))


class OptionsInput(InputModel):
    """Pauses, reopening, change of priority."""

    pause_on: PauseOnInput = PauseOnInput()
    on_reopen: OnReopen = OnReopen.RESUME
    on_priority_change: OnPriorityChange = OnPriorityChange.AS_IF_ALWAYS


class PauseOnRead(OutputModel):
    """For each metric the words in which it stands still."""

    response: list[PauseWord]
    resolution: list[PauseWord]
    update: list[PauseWord]
    ola: list[PauseWord]


class OptionsRead(OutputModel):
    """Pauses, reopening, change of priority."""

    pause_on: PauseOnRead
    on_reopen: OnReopen
    on_priority_change: OnPriorityChange
