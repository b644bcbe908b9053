"""Use cases: categories and synonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from itsm.domains.knowledge.engine.flow import PUBLISH
from itsm.domains.knowledge.errors import NameTaken
from itsm.domains.knowledge.events import KnowledgeSettingChanged
from itsm.domains.knowledge.models import ArticleCategory, SynonymGroup
from itsm.domains.knowledge.repository import MOST_CATEGORIES
from itsm.domains.knowledge.searching import CONFIG_NAME, MOST_SYNONYMS
from itsm.platform.errors import Conflict, Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork


async def require_category(session: AsyncSession, category_id: UUID) -> None:
    """Raise Invalid (422) unless this is a category in use."""
    row = await session.get(ArticleCategory, category_id)
    if row is None or not row.is_active:
        raise Invalid.field("category_id", "Choose one of the categories.", "unknown_reference")


async def add_category(work: UnitOfWork, name: str, *, position: int | None = None) -> ArticleCategory:
    """Add a category, last where no position is given; raise Forbidden (403), NameTaken (409)."""
    work.actor.require(PUBLISH)
    count = await work.session.scalar(select(func.count()).select_from(ArticleCategory)) or 0
    if count >= MOST_CATEGORIES:
        raise Conflict(f"There are at most {MOST_CATEGORIES} categories.", code="too_many_categories")
    row = ArticleCategory(
        id=new_id(),
        name=name,
        position=count if position is None else position,
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    await _flush(work, name)
    _tell(work, row.id, 1, {"name": (None, name)}, f"Category {name} added")
    return row


async def change_category(work: UnitOfWork, row: ArticleCategory, changes: Mapping[str, Any]) -> ArticleCategory:
    """Rename, move, retire or bring back a locked category; raise Forbidden (403), NameTaken (409)."""
    work.actor.require(PUBLISH)
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    name = row.name
    await _flush(work, name)
    shown = {field: (before[field], value) for field, value in changes.items()}
    _tell(work, row.id, row.version, shown, f"Category {name} changed")
    return row


async def add_synonyms(work: UnitOfWork, words: Sequence[str]) -> SynonymGroup:
    """Say that these words and phrases mean the same; raise Forbidden (403), Conflict (409) for too many."""
    work.actor.require(PUBLISH)
    if (await work.session.scalar(select(func.count()).select_from(SynonymGroup)) or 0) >= MOST_SYNONYMS:
        raise Conflict(f"There are at most {MOST_SYNONYMS} groups of synonyms.", code="too_many_synonyms")
    row = SynonymGroup(id=new_id(), words=list(words), version=1, created_at=work.now, updated_at=work.now)
    work.session.add(row)
    work.touch_config(CONFIG_NAME)
    _tell(work, row.id, 1, {"words": (None, list(words))}, f"Synonyms {', '.join(words)} added")
    return row


async def change_synonyms(work: UnitOfWork, row: SynonymGroup, words: Sequence[str]) -> SynonymGroup:
    """Change a locked group; raise Forbidden (403)."""
    work.actor.require(PUBLISH)
    before, row.words = row.words, list(words)
    row.version += 1
    work.touch_config(CONFIG_NAME)
    _tell(work, row.id, row.version, {"words": (before, list(words))}, f"Synonyms {', '.join(words)} changed")
    return row


async def remove_synonyms(work: UnitOfWork, row: SynonymGroup) -> None:
    """Remove a locked group; raise Forbidden (403)."""
    work.actor.require(PUBLISH)
    await work.session.delete(row)
    work.touch_config(CONFIG_NAME)
    _tell(work, row.id, row.version + 1, {"words": (row.words, None)}, f"Synonyms {', '.join(row.words)} removed")


async def _flush(work: UnitOfWork, name: str) -> None:
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "uq_kb_categories_name" in str(error.orig):
            raise NameTaken(f"There is a category {name} already.") from error
        raise


def _tell(work: UnitOfWork, row_id: UUID, version: int, changes: dict[str, Any], summary: str) -> None:
    work.record(KnowledgeSettingChanged(subject_id=row_id, version=version, changes=changes, summary=summary))
