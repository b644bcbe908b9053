"""Bringing a folder of Markdown files in. Run again, it takes over what changed and leaves the rest alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from itsm.domains.knowledge.enums import ArticleStatus, Audience, Move
from itsm.domains.knowledge.models import KEY_MAX
from itsm.domains.knowledge.repository import by_source, categories
from itsm.domains.knowledge.schemas import ArticleCreate
from itsm.domains.knowledge.service.move_article import move_article
from itsm.domains.knowledge.service.shelves import add_category
from itsm.domains.knowledge.service.write_article import NewArticle, create_article, edit_article

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.knowledge.models import Article
    from itsm.platform.work import UnitOfWork

_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n?", re.DOTALL)
_HEADING = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*\n")
_FIELDS: Final = frozenset({"title", "summary", "category", "tags", "audience", "language", "status"})
_DEFAULT_CATEGORY: Final = "How IT works"
BIGGEST_FILE: Final = 1_000_000


class UnreadableArticleError(ValueError):
    """A file that is no article; the message says why."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A Markdown file as an article. `key` is its path in the folder, with / between: it stays the same article."""

    key: str
    title: str
    body: str
    fields: Mapping[str, str]

    @property
    def is_published(self) -> bool:
        """Tell whether readers are to see it."""
        return self.fields.get("status", "published") == "published"


@dataclass(slots=True)
class ImportReport:
    """What became of the files: `created`, `changed`, `unchanged`; `refused` by name, with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)


def read_article(key: str, text: str) -> ArticleFile:
    """Return a Markdown file as an article: head of `name: value` lines between `---`, title from it or the heading.

    Raises UnreadableArticleError.
    """
    fields: dict[str, str] = {}
    if head := _HEAD.match(text):
        text = text[head.end() :]
        for line in head.group(1).splitlines():
            name, sign, value = line.partition(":")
            if not sign or name.strip().lower() not in _FIELDS:
                raise UnreadableArticleError(f"the head holds “{line.strip()[:60]}”")
            fields[name.strip().lower()] = value.strip().strip("\"'")
    title = fields.get("title", "")
    if heading := _HEADING.match(text):
        title = title or heading.group(1)
        text = text[heading.end() :]
    if not title:
        raise UnreadableArticleError("it has no title, neither in its head nor as its first heading")
    return ArticleFile(key[:KEY_MAX], title, text.strip() + "\n", fields)


def article_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the Markdown files below a folder by their key, in order; links that lead out of it are left out."""
    root = folder.resolve()
    for path in sorted(root.rglob("*.md")):
        if path.is_file() and path.resolve().is_relative_to(root):
            yield path.relative_to(root).as_posix(), path


async def import_article(work: UnitOfWork, file: ArticleFile, shelves: dict[str, UUID]) -> str:
    """Create or change the article of a file; return `created`, `changed` or `unchanged`.

    `shelves` are categories by name; missing ones are added to both. Raises UnreadableArticleError.
    """
    sent = _checked(file, await _shelf(work, file, shelves))
    present = await by_source(work.session, file.key)
    if present is None:
        article = await create_article(work, NewArticle(**sent, source_key=file.key, note="Imported"))
        await _publish(work, article, file)
        return "created"
    before = present.version
    if present.status == ArticleStatus.ARCHIVED:
        return "unchanged"
    await edit_article(work, present, sent, note="Imported again")
    await work.session.flush()
    if present.version == before:
        return "unchanged"
    await _publish(work, present, file)
    return "changed"


async def shelves_by_name(work: UnitOfWork) -> dict[str, UUID]:
    """Return the categories by their name."""
    return {row.name: row.id for row in await categories(work.session)}


def _checked(file: ArticleFile, category_id: UUID) -> dict[str, Any]:
    """Return what a file says as the interface would take it."""
    sent = {
        "title": file.title,
        "summary": file.fields.get("summary", ""),
        "body": file.body,
        "category_id": category_id,
        "tags": [tag.strip() for tag in file.fields.get("tags", "").split(",") if tag.strip()],
        "audience": file.fields.get("audience", Audience.STAFF.value),
        "language": file.fields.get("language", "en"),
    }
    try:
        return ArticleCreate.model_validate(sent).model_dump(include=set(sent))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise UnreadableArticleError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from fault


async def _shelf(work: UnitOfWork, file: ArticleFile, shelves: dict[str, UUID]) -> UUID:
    name = file.fields.get("category", _DEFAULT_CATEGORY)
    if name not in shelves:
        shelves[name] = (await add_category(work, name)).id
    return shelves[name]


async def _publish(work: UnitOfWork, article: Article, file: ArticleFile) -> None:
    if file.is_published and article.status != ArticleStatus.PUBLISHED:
        await move_article(work, article, Move.PUBLISH)
