"""What comes in and goes out over the interface."""

from datetime import datetime
from uuid import UUID

from itsm.domains.knowledge.schemas import ArticleCard
from itsm.domains.tickets.enums import TicketStatus
from itsm.platform.http.schemas import InputModel, OutputModel


class TicketArticleCreate(InputModel):
    """The article that has to do with this ticket."""

    article_id: UUID


class ArticleDraftCreate(InputModel):
    """Where the article made of a ticket is to stand; the first category in use where none is named."""

    category_id: UUID | None = None


class TicketArticleRead(OutputModel):
    """An article beside a ticket."""

    article: ArticleCard
    is_source: bool
    created_at: datetime


class ArticleTicketRead(OutputModel):
    """A ticket beside an article."""

    id: UUID
    number: str
    title: str
    status: TicketStatus
    is_source: bool
    created_at: datetime
