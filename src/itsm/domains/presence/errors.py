"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import Conflict


class SkillNameTaken(Conflict):
    """Another skill has this name."""

    default_code = "skill_name_taken"
