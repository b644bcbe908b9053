"""Knows whether the embedded database is already what this program needs, so that a second start is quick."""

import hashlib
from pathlib import Path

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.postgres import DATABASE, EmbeddedPostgres

PACKAGE = Path(__file__).resolve().parents[2]
MIGRATIONS = PACKAGE.parents[1] / "migrations"


def preparation_state(server: EmbeddedPostgres, *, demo: bool) -> dict[str, str]:
    """Describe what preparing depends on: this very cluster, its schema revision, the code, the demonstration.

    Equal states before two starts mean that the second has nothing to prepare.
    """
    return {
        "cluster": server.query("SELECT system_identifier FROM pg_control_system()"),
        "revision": _revision(server),
        "code": code_fingerprint(PACKAGE, MIGRATIONS),
        "demo": str(demo),
    }


def code_fingerprint(*folders: Path) -> str:
    """Hash names, sizes and times of change of all source files: cheap, and never too few."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".json", ".sql"}:
                facts = path.stat()
                digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _revision(server: EmbeddedPostgres) -> str:
    try:
        return server.query("SELECT version_num FROM alembic_version", database=DATABASE)
    except LocalStartError:  # a new database has no such table
        return ""
