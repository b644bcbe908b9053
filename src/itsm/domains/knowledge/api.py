"""What other rooms may ask of the knowledge base, and have done with it."""

from __future__ import annotations

from itsm.domains.knowledge.engine.flow import PUBLISH, WRITE
from itsm.domains.knowledge.enums import Audience, Move
from itsm.domains.knowledge.errors import NoSuchArticle
from itsm.domains.knowledge.importing import (
    BIGGEST_FILE,
    ArticleFile,
    ImportReport,
    UnreadableArticleError,
    article_files,
    import_article,
    read_article,
    shelves_by_name,
)
from itsm.domains.knowledge.models import Article
from itsm.domains.knowledge.presentation import card, read
from itsm.domains.knowledge.queries import cards_by_id
from itsm.domains.knowledge.repository import by_source, categories, load_visible
from itsm.domains.knowledge.searching import Question, find
from itsm.domains.knowledge.service.move_article import move_article
from itsm.domains.knowledge.service.shelves import add_category
from itsm.domains.knowledge.service.write_article import NewArticle, create_article, edit_article

__all__ = [
    "BIGGEST_FILE",
    "PUBLISH",
    "WRITE",
    "Article",
    "ArticleFile",
    "Audience",
    "ImportReport",
    "Move",
    "NewArticle",
    "NoSuchArticle",
    "Question",
    "UnreadableArticleError",
    "add_category",
    "article_files",
    "by_source",
    "card",
    "cards_by_id",
    "categories",
    "create_article",
    "edit_article",
    "find",
    "import_article",
    "load_visible",
    "move_article",
    "read",
    "read_article",
    "shelves_by_name",
]
