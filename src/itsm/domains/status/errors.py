"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class PostEnded(Conflict):
    """The post is over: it takes no update and nobody joins it."""

    default_code = "post_ended"


class ServiceNameTaken(Conflict):
    """Another service has this name."""

    default_code = "name_taken"
