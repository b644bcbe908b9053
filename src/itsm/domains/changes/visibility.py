"""Who sees which change: the only place that says so.

Those who may write changes see all of them. Approvers who may not are shown what they decide on by the approval
itself, as it was put to them; a change is not opened to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false, true

from itsm.domains.changes.engine.flow import WRITE

if TYPE_CHECKING:
    from itsm.platform.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on `Change` that holds for what `actor` sees."""
    return true() if actor.can(WRITE) else false()
