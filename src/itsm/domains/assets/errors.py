"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict, NotFound


class NoSuchAsset(NotFound):
    """Unknown, or not visible to the caller."""

    default_code = "asset_not_found"


class TagTaken(Conflict):
    """Another asset has this tag."""

    default_code = "tag_taken"


class MoveRefused(Conflict):
    """The asset cannot get there from where it stands; `allowed` says where it can."""

    default_code = "move_not_allowed"


class RelationRefused(Conflict):
    """These two assets cannot stand so to each other."""

    default_code = "relation_not_allowed"


class NameTaken(Conflict):
    """Another type has this name."""

    default_code = "name_taken"
