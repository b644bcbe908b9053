"""The linter of migrations finds what would hurt, and what is excused needs a reason."""

from __future__ import annotations

import pytest
from tools import migration_lint


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("CREATE INDEX ix ON tickets (title);", "require-concurrent-index-creation"),
        ("ALTER TABLE tickets ADD COLUMN x text NOT NULL;", "adding-required-field"),
        ("ALTER TABLE tickets DROP COLUMN title;", "ban-drop-column"),
        ("ALTER TABLE tickets RENAME COLUMN title TO name;", "renaming-column"),
        ("ALTER TABLE tickets ALTER COLUMN title TYPE varchar(9);", "changing-column-type"),
        ("ALTER TABLE tickets ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES users (id);", "constraint-missing-not-valid"),
    ],
)
def test_what_would_lock_or_break_is_found(sql: str, rule: str) -> None:
    assert rule in migration_lint.findings(sql)
    assert rule not in migration_lint.findings(sql, excused=(rule,))


def test_a_new_table_with_its_index_is_fine() -> None:
    sql = "CREATE TABLE t (id uuid PRIMARY KEY, name text NOT NULL); CREATE INDEX ix_t_name ON t (name);"
    assert migration_lint.findings(sql) == ""


def test_migrations_after_the_baseline_have_no_findings() -> None:
    assert migration_lint.lint(migration_lint.after_baseline()) == 0
