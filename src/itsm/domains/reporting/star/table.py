"""One table of the star: its columns, where they come from, whose rows a reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Seen(StrEnum):
    """Which rule decides about a row."""

    ALWAYS = "always"
    """Lists that every reader of figures needs: dates, teams, places."""
    TICKET = "ticket"
    """Rows that hang on a ticket `t`: who sees the ticket sees the row (tickets/visibility.py)."""
    PEOPLE = "people"
    CHANGES = "changes"
    ASSETS = "assets"


PERMISSIONS: dict[Seen, str] = {
    Seen.PEOPLE: "users.read",
    Seen.CHANGES: "changes.write",
    Seen.ASSETS: "assets.read",
}
"""What a reader needs for tables that are seen whole or not at all."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the SQL expression behind it, and what it means in words."""

    name: str
    sql: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarTable:
    """A table of the star. `source` is what stands after FROM; `kept` narrows it for every reader.

    `key` names the column whose values are unique and by which rows are read in order, `key_type` its SQL type.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    source: str
    key: str
    key_type: str = "uuid"
    seen: Seen = Seen.ALWAYS
    kept: str = "true"

    @property
    def key_sql(self) -> str:
        """The expression of the key."""
        return next(column.sql for column in self.columns if column.name == self.key)

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    def select(self) -> str:
        """Return the columns as they stand after SELECT."""
        return ", ".join(f"{column.sql} AS {column.name}" for column in self.columns)
