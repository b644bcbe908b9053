"""Words of canned replies and macros."""

from __future__ import annotations

from enum import StrEnum


class MacroScope(StrEnum):
    """Who has a macro among theirs."""

    PRIVATE = "private"
    TEAM = "team"
    SHARED = "shared"


class MacroField(StrEnum):
    """What a macro can change of a ticket; there is nothing else."""

    STATUS = "status"
    PRIORITY = "priority"
    TEAM = "team"
    ASSIGNEE = "assignee"
    TAGS = "tags"
