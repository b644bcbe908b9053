"""What comes in and goes out over the interface."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from itsm.domains.knowledge.enums import ArticleStatus, Audience, Move
from itsm.domains.knowledge.models import (
    BODY_MAX,
    COMMENT_MAX,
    NAME_MAX,
    QUERY_MAX,
    SUMMARY_MAX,
    TAG_MAX,
    TITLE_MAX,
)
from itsm.platform.http.schemas import InputModel, OutputModel, ShortText, each_once, left_out

MOST_TAGS, MOST_SYNONYMS = 20, 20


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


Title = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=3, max_length=TITLE_MAX)]
Summary = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=SUMMARY_MAX)]
Body = Annotated[str, StringConstraints(max_length=BODY_MAX)]
Tag = Annotated[ShortText, StringConstraints(max_length=TAG_MAX, to_lower=True)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS), AfterValidator(each_once)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]
Note = Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=SUMMARY_MAX)]
CategoryName = Annotated[ShortText, StringConstraints(max_length=NAME_MAX)]
SynonymWord = Annotated[ShortText, StringConstraints(max_length=NAME_MAX, to_lower=True)]
SynonymWords = Annotated[list[SynonymWord], Field(min_length=2, max_length=MOST_SYNONYMS), AfterValidator(each_once)]


class ArticleCreate(InputModel):
    """A new article, as a draft; for IT only until said otherwise."""

    title: Title
    category_id: UUID
    summary: Summary = ""
    body: Body = ""
    tags: Tags = Field(default_factory=list)
    audience: Audience = Audience.STAFF
    language: Language = "en"
    owner_id: UUID | None = None
    review_by: Day | None = None


class ArticlePatch(InputModel):
    """What may change of an article; fields left out stay. A new text is a draft until it is published."""

    title: Title = Field(default_factory=left_out)
    summary: Summary = Field(default_factory=left_out)
    body: Body = Field(default_factory=left_out)
    category_id: UUID = Field(default_factory=left_out)
    tags: Tags = Field(default_factory=left_out)
    audience: Audience = Field(default_factory=left_out)
    language: Language = Field(default_factory=left_out)
    owner_id: UUID | None = None
    review_by: Day | None = None
    note: Note = ""


class ArticleMove(InputModel):
    """What is to be done with an article; giving it back needs a note."""

    move: Move
    note: Annotated[str, StringConstraints(max_length=COMMENT_MAX)] = ""


class PreviewInput(InputModel):
    """Markdown to look at."""

    body: Body


class ArticleFeedbackPut(InputModel):
    """Whether an article helped, and what is missing."""

    is_helpful: bool
    comment: Annotated[str, StringConstraints(max_length=COMMENT_MAX)] = ""


class DeflectionCreate(InputModel):
    """An article solved what somebody had begun to report."""

    article_id: UUID
    text: Annotated[str, BeforeValidator(_one_line), StringConstraints(max_length=TITLE_MAX)] = ""


class ArticleCategoryCreate(InputModel):
    """A new category."""

    name: CategoryName
    position: Annotated[int, Field(ge=0, le=1_000)] | None = None


class ArticleCategoryPatch(InputModel):
    """What may change of a category; fields left out stay."""

    name: CategoryName = Field(default_factory=left_out)
    position: Annotated[int, Field(ge=0, le=1_000)] = Field(default_factory=left_out)
    is_active: bool = Field(default_factory=left_out)


class SynonymsPut(InputModel):
    """Words and phrases that mean the same."""

    words: SynonymWords


class Ref(OutputModel):
    """A category or person, as an article mentions it."""

    id: UUID
    name: str


class ArticleCard(OutputModel):
    """An article in a list."""

    id: UUID
    slug: str
    title: str
    summary: str
    status: ArticleStatus
    is_live: bool
    audience: Audience
    category: Ref
    tags: list[str]
    language: str
    owner: Ref | None
    review_by: date | None
    published_at: datetime | None
    updated_at: datetime
    views: int
    helpful: int
    unhelpful: int


class PieceRead(OutputModel):
    """Some text of a hit, and whether it is what was looked for."""

    text: str
    is_match: bool


class HitRead(OutputModel):
    """An article that was found. `coverage` is the share of what was asked that it holds, 0 to 1."""

    article: ArticleCard
    title: list[PieceRead]
    excerpt: list[PieceRead]
    coverage: float


class CorrectionRead(OutputModel):
    """A word that was read otherwise than it was typed."""

    typed: str
    read: str


class ArticleSearchRead(OutputModel):
    """What was found, best first. `is_answered` is false where nothing holds enough of what was asked."""

    items: list[HitRead]
    corrections: list[CorrectionRead]
    is_answered: bool


class HeadingRead(OutputModel):
    """One line of an article's contents."""

    id: str
    level: int
    text: str


class RenderedRead(OutputModel):
    """Markdown as readers see it, with its contents."""

    html: str
    outline: list[HeadingRead]


class ArticleRead(OutputModel):
    """One article. `shown_version` is the version in it; `body`, `moves` and `note` are empty for readers."""

    id: UUID
    slug: str
    title: str
    summary: str
    html: str
    outline: list[HeadingRead]
    body: str
    status: ArticleStatus
    is_live: bool
    audience: Audience
    category: Ref
    tags: list[str]
    language: str
    owner: Ref | None
    review_by: date | None
    is_review_due: bool
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime
    views: int
    helpful: int
    unhelpful: int
    was_helpful: bool | None
    shown_version: int
    head_version: int
    live_version: int | None
    note: str
    moves: list[Move]
    version: int


class ArticleVersionCard(OutputModel):
    """One version in the history of an article."""

    number: int
    title: str
    note: str
    author: str
    created_at: datetime
    is_live: bool


class ArticleVersionRead(OutputModel):
    """What an article said."""

    number: int
    title: str
    summary: str
    body: str
    html: str
    author: str
    created_at: datetime


class DiffPart(OutputModel):
    """A piece of a line: `same`, `added` or `removed`."""

    kind: str
    text: str


class DiffLine(OutputModel):
    """A line of a comparison: `same`, `added`, `removed` or `changed`."""

    kind: str
    parts: list[DiffPart]


class ArticleDiffRead(OutputModel):
    """What changed from one version to another."""

    old: int
    new: int
    title: list[DiffLine]
    summary: list[DiffLine]
    body: list[DiffLine]


class ArticleFeedbackRead(OutputModel):
    """What one reader said."""

    id: UUID
    person: Ref
    is_helpful: bool
    comment: str
    article_version: int
    created_at: datetime


class ArticleCategoryRead(OutputModel):
    """A category."""

    id: UUID
    name: str
    position: int
    is_active: bool
    version: int


class ShelfRead(OutputModel):
    """A category with how many articles the caller can read in it."""

    id: UUID
    name: str
    articles: int


class HomeRead(OutputModel):
    """Where somebody begins who does not search."""

    shelves: list[ShelfRead]
    popular: list[ArticleCard]
    recent: list[ArticleCard]


class SynonymsRead(OutputModel):
    """A group of words that mean the same."""

    id: UUID
    words: list[str]
    version: int


class MissRead(OutputModel):
    """A search that no article answers."""

    id: UUID
    query: str
    times: int
    last_at: datetime


class SolvedRead(OutputModel):
    """An article with the tickets it spared."""

    id: UUID
    slug: str
    title: str
    times: int


class InsightsRead(OutputModel):
    """How the knowledge base stands; `solved` and `solved_most` are of the last 30 days."""

    drafts: int
    in_review: int
    published: int
    due: int
    misses: int
    solved: int
    solved_most: list[SolvedRead]


class ArticleFileRead(OutputModel):
    """A picture of an article; `markdown` shows it in the text."""

    id: UUID
    filename: str
    content_type: str
    size_bytes: int
    markdown: str


UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
"""The upload in the interface's document: the body is read as it arrives, so the framework does not know it."""

QueryText = Annotated[str, StringConstraints(min_length=1, max_length=QUERY_MAX)]
