"""The first words of an article that is made of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itsm.domains.tickets.repository import TicketRecord

_PARTS = (
    ("Symptoms", "description"),
    ("Cause", "root_cause"),
    ("Solution", "resolution_summary"),
)


def article_body(ticket: TicketRecord) -> str:
    """Return Markdown with what was wrong, why, and how it was solved. What people typed stays plain text."""
    parts = [f"## {title}\n\n{plain_markdown(getattr(ticket, field) or '')}" for title, field in _PARTS]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def plain_markdown(text: str) -> str:
    """Return a text so that Markdown shows it as it is typed: no heading, list, quotation or link comes of it."""
    lines = []
    for line in text.splitlines():
        for sign in "\\`*_[]<>#|!":
            line = line.replace(sign, f"\\{sign}")  # noqa: PLW2901 - one line, sign by sign
        lines.append(line.lstrip())
    return "  \n".join(lines)
