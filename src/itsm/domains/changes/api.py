"""What wiring and other rooms may call."""

from __future__ import annotations

from itsm.domains.changes.enums import ChangeAction, ChangeState, ChangeType, Outcome, TicketRole
from itsm.domains.changes.models import Change
from itsm.domains.changes.queries.bookings import mentioned_assets
from itsm.domains.changes.queries.figures import count_parts
from itsm.domains.changes.repository import load_visible, templates
from itsm.domains.changes.service.boards import SUBJECT
from itsm.domains.changes.service.freezes import add_freeze
from itsm.domains.changes.service.move_change import Step, move_change, write_review
from itsm.domains.changes.service.submit import subject
from itsm.domains.changes.service.tickets import link_ticket
from itsm.domains.changes.service.write_change import create_change, edit_change

__all__ = [
    "SUBJECT",
    "Change",
    "ChangeAction",
    "ChangeState",
    "ChangeType",
    "Outcome",
    "Step",
    "TicketRole",
    "add_freeze",
    "count_parts",
    "create_change",
    "edit_change",
    "link_ticket",
    "load_visible",
    "mentioned_assets",
    "move_change",
    "subject",
    "templates",
    "write_review",
]
