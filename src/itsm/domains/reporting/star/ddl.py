"""The star as views of the schema `reporting`, each with the reader's own rows only and every column explained.

Views and not copies: a row is never older than its ticket, and a definition exists once (ADR 0023). They run with the
rights of their owner, so a login needs no right on the tables; `security_barrier` keeps a reader's own functions from
seeing rows before they are filtered. Whose rows, is what `reporting_logins` holds of `session_user`, which no SET ROLE
changes; a person who was deactivated or whose rights changed since shows nothing until that row was renewed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.reporting.star.table import Seen
from itsm.domains.reporting.star.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm.domains.reporting.star.table import StarTable

SCHEMA = "reporting"
_READER = (
    "(SELECT n.* FROM reporting_logins n JOIN users w ON w.id = n.user_id AND w.is_active "
    "AND w.authority_version = n.authority_version WHERE n.login = session_user) r"
)
# Reach of tickets/visibility.py, column by column: a test compares both for every kind of person.
_RULES = {
    Seen.ALWAYS: "true",
    Seen.TICKET: (
        "(r.sees_all OR t.location_id = ANY(r.location_ids) OR t.team_id = ANY(r.team_ids) "
        "OR t.assignee_id = ANY(r.assignee_ids) OR t.requester_id = ANY(r.requester_ids))"
    ),
    Seen.PEOPLE: "r.sees_people",
    Seen.CHANGES: "r.sees_changes",
    Seen.ASSETS: "r.sees_assets",
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def view(table: StarTable) -> Iterator[str]:
    """Give the statements that make one view, with its comments."""
    yield (
        f"CREATE VIEW {SCHEMA}.{table.name} WITH (security_barrier) AS "  # noqa: S608 - constants of this room
        f"SELECT {table.select()} FROM {table.source} CROSS JOIN {_READER} "
        f"WHERE {table.kept} AND {_RULES[table.seen]}"
    )
    yield f"COMMENT ON VIEW {SCHEMA}.{table.name} IS {_quoted(table.meaning)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {SCHEMA}.{table.name}.{column.name} IS {_quoted(column.meaning)}"


def statements() -> Iterator[str]:
    """Give the statements that make the schema; migrations hold a copy of them."""
    yield f"CREATE SCHEMA {SCHEMA}"
    yield f"COMMENT ON SCHEMA {SCHEMA} IS 'Facts and dimensions of the desk for Power BI; each login has its own rows.'"
    for table in TABLES.values():
        yield from view(table)
