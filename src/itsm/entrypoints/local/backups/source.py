"""The embedded database that runs, as its own programs reach it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.postgres import DATABASE, SUPERUSER, programs
from itsm.platform.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Source:
    """A running installation: its folder, its attachments, its database for libpq programs."""

    home: Path
    files: Path
    dsn: str

    def program(self, name: str) -> Path:
        """Path of a PostgreSQL program of the wheel."""
        return programs() / name


def running_source(settings: Settings) -> Source:
    """Return the installation that runs from `ITSM_HOME`.

    Raises LocalStartError where none runs, or the database is a server of its own (that one is pgBackRest's).
    """
    url = urlsplit(settings.database_url.get_secret_value())
    asked = parse_qs(url.query)
    socket, port = asked.get("host", [""])[0], asked.get("port", [""])[0]
    if not socket.startswith("/"):
        raise LocalStartError(
            "No embedded database runs here. Start `itsm up` first; for a PostgreSQL server see docs/guide/backups.md."
        )
    home = settings.home.expanduser().resolve()
    dsn = f"host={socket} port={port} user={SUPERUSER} dbname={DATABASE}"
    return Source(home=home, files=home / "files", dsn=dsn)
