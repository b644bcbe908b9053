"""How the filling speaks to the database: statements one by one, in a session each, as a superuser.

A superuser, because millions of copied rows would otherwise have each reference checked again, and the audit trail
takes new rows from nobody but the product.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Sql = Callable[[str], str]
"""Takes a statement, returns its rows: one a line, columns parted by `|`."""


class RefusedError(Exception):
    """The database refused a statement; the message says why."""


def speaker(program: Path | str, dsn: str) -> Sql:
    """Return what runs statements with the `psql` at `program` on the database `dsn` names."""

    def sql(statement: str) -> str:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL
            [program, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, dsn],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RefusedError(f"PostgreSQL refused a statement: {done.stderr.strip()}")
        return done.stdout.strip()

    return sql
