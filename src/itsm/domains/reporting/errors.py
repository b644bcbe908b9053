"""Refusals of this room."""

from __future__ import annotations

from itsm.platform.errors import NotFound


def no_such_panel() -> NotFound:
    """Return the refusal of a panel the registry does not know."""
    return NotFound("There is no such panel.", code="panel_not_found")


def no_such_page() -> NotFound:
    """Return the refusal of a dashboard that is unknown, or not for the caller."""
    return NotFound("There is no such dashboard.", code="page_not_found")


def no_such_table() -> NotFound:
    """Return the refusal of a table the star does not have."""
    return NotFound("There is no such table.", code="table_not_found")
