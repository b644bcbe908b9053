"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict, NotFound


class NoSuchArticle(NotFound):
    """Unknown, or not visible to the caller."""

    default_code = "article_not_found"


class MoveRefused(Conflict):
    """This cannot be done with the article as it stands; `allowed` says what can."""

    default_code = "move_not_allowed"


class NameTaken(Conflict):
    """Another one has this name."""

    default_code = "name_taken"
