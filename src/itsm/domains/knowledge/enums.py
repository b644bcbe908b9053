"""The words of the knowledge base."""

from __future__ import annotations

from enum import StrEnum


class ArticleStatus(StrEnum):
    """Where the newest version of an article stands. What readers see is the live version, whatever this says."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Audience(StrEnum):
    """Who reads an article once it is published."""

    EVERYONE = "everyone"
    STAFF = "staff"


class Move(StrEnum):
    """What may be done with an article as a whole."""

    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    ARCHIVE = "archive"
    REOPEN = "reopen"
