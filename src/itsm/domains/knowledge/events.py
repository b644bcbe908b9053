"""What happens to articles, and to what they are found by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class ArticleEvent(DomainEvent):
    """Base of what happens to one article. Screens of the desk hear that it changed, never what it says."""

    subject_type: ClassVar[str] = "article"
    title: str

    def live(self) -> LiveMessage:
        """Tell the open screens of the desk."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "article"}
        return LiveMessage(
            type="article.changed", rooms=("queue",), payload=payload | {"changed": sorted(self.changes)}
        )


@dataclass(frozen=True, kw_only=True)
class ArticleCreated(ArticleEvent):
    """Somebody began an article, or it was imported."""

    name: ClassVar[str] = "article.created"


@dataclass(frozen=True, kw_only=True)
class ArticleEdited(ArticleEvent):
    """An article has another text, or stands elsewhere."""

    name: ClassVar[str] = "article.edited"


@dataclass(frozen=True, kw_only=True)
class ArticleMoved(ArticleEvent):
    """An article was sent to review, given back, published, archived or taken up again."""

    name: ClassVar[str] = "article.moved"
    move: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ArticleRated(ArticleEvent):
    """A reader said whether it helped."""

    name: ClassVar[str] = "article.rated"
    is_helpful: bool


@dataclass(frozen=True, kw_only=True)
class ArticleSolved(ArticleEvent):
    """An article solved what would have become a ticket."""

    name: ClassVar[str] = "article.solved"


@dataclass(frozen=True, kw_only=True)
class ArticleReviewDue(ArticleEvent):
    """An article's day of review has come; its owner is told."""

    name: ClassVar[str] = "article.review_due"
    slug: str
    review_by: str
    owner_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ArticleFileAdded(ArticleEvent):
    """A picture was added to an article."""

    name: ClassVar[str] = "article.file_added"
    file_name: str


@dataclass(frozen=True, kw_only=True)
class KnowledgeSettingChanged(DomainEvent):
    """A category or a group of synonyms was added, changed or removed."""

    name: ClassVar[str] = "knowledge.changed"
    subject_type: ClassVar[str] = "knowledge"
