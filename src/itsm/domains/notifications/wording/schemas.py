"""Wordings over the interface."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from itsm.domains.notifications.wording.engine import TEXT_MAX
from itsm.platform.http.schemas import InputModel, OutputModel

VERSION_MAX = 2**31 - 1
Part = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Sentence = Annotated[str, StringConstraints(max_length=TEXT_MAX)]
Texts = Annotated[dict[Part, Sentence], Field(max_length=30)]


class WordingWrite(InputModel):
    """All own sentences of one mail in one language; what is left out is the product's. `note`: why, for the others."""

    texts: Texts
    note: Annotated[str, StringConstraints(max_length=200)] = ""


class WordingTrial(InputModel):
    """Sentences to look at before they are kept; `ticket`: number or id of one whose values are filled in."""

    texts: Texts
    ticket: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None


class WordingRestore(InputModel):
    """The version to go back to."""

    version: Annotated[int, Field(ge=1, le=VERSION_MAX)]


class LanguageState(OutputModel):
    """How one mail stands in one language: `own` sentences of the desk; version 0 where it was never changed."""

    language: str
    version: int
    own: int
    changed_at: datetime | None
    changed_by: str | None


class WordingSummary(OutputModel):
    """One mail. `kind`: the news it tells, as people choose by; null for mails about accounts and the frame."""

    template: str
    name: str
    kind: str | None
    group: str
    languages: list[LanguageState]


class WordingList(OutputModel):
    """Everything that can be worded."""

    items: list[WordingSummary]


class SentenceRead(OutputModel):
    """One sentence: the product's, and the desk's own where it has one. `places`: what can be filled into it."""

    part: str
    shipped: str
    own: str | None
    places: list[str]
    is_line: bool
    longest: int


class WordingVersion(OutputModel):
    """One version of a wording: its own sentences by their part."""

    version: int
    texts: dict[str, str]
    note: str
    author: str
    created_at: datetime


class WordingRead(OutputModel):
    """One mail in one language, with all it says and how that came."""

    template: str
    language: str
    version: int
    sentences: list[SentenceRead]
    versions: list[WordingVersion]


class MailPreview(OutputModel):
    """A mail as its reader gets it."""

    subject: str
    html: str
    text: str


class TestSent(OutputModel):
    """Where the trial mail went."""

    address: str
