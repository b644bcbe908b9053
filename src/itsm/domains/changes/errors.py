"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict, Forbidden, NotFound


class NoSuchChange(NotFound):
    """Unknown, or not visible to the caller."""

    default_code = "change_not_found"


class MoveRefused(Conflict):
    """This cannot be done with the change as it stands; `obstacles` says why, `allowed` what can."""

    default_code = "move_not_allowed"


class NotYours(Forbidden):
    """Only its requester, its implementer and change managers change it."""

    default_code = "not_your_change"


class ChangeLocked(Conflict):
    """It is carried out or over; its plan is history."""

    default_code = "change_locked"


class NotDeletable(Conflict):
    """Only drafts and rejected changes can be deleted."""

    default_code = "change_not_deletable"


class DeadFeed(NotFound):
    """Unknown, withdrawn, or its person may not see changes (any more)."""

    default_code = "feed_not_found"


class NameTaken(Conflict):
    """Another one has this name."""

    default_code = "name_taken"
