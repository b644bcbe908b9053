"""Who sees which article: the only place that says so, for lists, items, search, files and links alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, true

from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.enums import Audience
from itsm.domains.knowledge.models import Article

if TYPE_CHECKING:
    from itsm.platform.actor import Actor


def sees_everything(actor: Actor) -> bool:
    """Tell whether the actor sees drafts and what is for IT only: those who write articles do."""
    return actor.can(WRITE)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Article` that holds for what `actor` sees."""
    if sees_everything(actor):
        return true()
    return Article.live.is_not(None) & (Article.audience == Audience.EVERYONE.value)


def can_see(actor: Actor, article: Any) -> bool:
    """Tell the same of one article that is loaded."""
    return sees_everything(actor) or (article.live is not None and article.audience == Audience.EVERYONE)
