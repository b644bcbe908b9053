"""Lint the SQL of migrations with squawk: what would lock a busy table, or break processes that run the old code.

Revisions up to BASELINE made the tables that the first release begins with; nothing ran beside them. A rule that a
migration must break is named in its docstring with the reason: `squawk: rule-name, because …`.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.script import ScriptDirectory

from itsm.entrypoints.migrations import alembic_config

if TYPE_CHECKING:
    from alembic.script import Script

BASELINE: Final = "0027_notification_choices"
SQUAWK: Final = Path(sys.executable).with_name("squawk")
# Style, not safety: the models say which types there are, and a transaction is around every migration.
IGNORED: Final = (
    "prefer-text-field",
    "prefer-robust-stmts",
    "prefer-identity",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-timestamp-tz",
    # Alembic writes BEGIN and COMMIT around what it would run.
    "transaction-nesting",
)
# What migrations/env.py sets before each run.
_TIMEOUTS: Final = "SET lock_timeout = '4s'; SET statement_timeout = '10min';\n"
_EXCUSED: Final = re.compile(r"squawk: ([a-z-]+), because \S")


def sql_of(script: Script) -> str:
    """Return the SQL that a revision runs."""
    config = alembic_config("postgresql://offline")
    config.output_buffer = io.StringIO()
    command.upgrade(config, f"{script.down_revision or 'base'}:{script.revision}", sql=True)
    # The transaction around a migration is the tool's own; squawk is told of it by an option.
    return re.sub(r"^(?:BEGIN|COMMIT);\n", "", config.output_buffer.getvalue(), flags=re.MULTILINE)


def findings(sql: str, *, excused: tuple[str, ...] = ()) -> str:
    """Return what squawk says about `sql`, nothing where it finds no fault."""
    excluded = [f"--exclude={rule}" for rule in (*IGNORED, *excused)]
    options = ["--assume-in-transaction", "--pg-version=18", "--reporter=gcc", "--stdin-filepath=migration.sql"]
    command_line = [SQUAWK, *options, *excluded]
    run = subprocess.run(command_line, input=_TIMEOUTS + sql, text=True, capture_output=True, check=False)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def lint(scripts: list[Script]) -> int:
    """Print the findings of each revision after the baseline; return how many have some."""
    faulty = 0
    for script in scripts:
        found = findings(sql_of(script), excused=tuple(_EXCUSED.findall(script.doc + (script.longdoc or ""))))
        if found:
            faulty += 1
            print(f"{script.revision}:\n{found}")
    return faulty


def after_baseline() -> list[Script]:
    """Return the revisions after the baseline, oldest first."""
    directory = ScriptDirectory.from_config(alembic_config("postgresql://offline"))
    newest_first = directory.iterate_revisions("head", BASELINE)
    return list(newest_first)[::-1]


def main() -> None:
    """Lint what came after the baseline; exit code 1 where there are findings."""
    scripts = after_baseline()
    if lint(scripts):
        sys.exit(1)
    print(f"{len(scripts)} migrations after {BASELINE} looked at with squawk")


if __name__ == "__main__":
    main()
