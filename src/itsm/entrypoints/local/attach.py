"""Lets commands at a second terminal reach the product that `itsm up` runs: its database, Redis and secret."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from itsm.entrypoints.local.home import Home
from itsm.entrypoints.local.processes import ProcessMark

FILE = "run/local.json"
SHARED = ("ITSM_DATABASE_URL", "ITSM_REDIS_URL", "ITSM_SECRET_KEY", "ITSM_HOME", "ITSM_PORT", "ITSM_WEB_DIST")


def publish(home: Home, env: Mapping[str, str]) -> None:
    """Write down how to reach this start, readable by its owner only."""
    mark = ProcessMark.of(os.getpid())
    shared = {name: env[name] for name in SHARED if name in env}
    home.remember(FILE, {"pid": mark.pid, "started": mark.started, "env": shared})


def withdraw(home: Home) -> None:
    """Forget how to reach this start: it is ending."""
    (home.folder / FILE).unlink(missing_ok=True)


def attach(folder: Path) -> bool:
    """Put the addresses of the product running from ``folder`` into the environment; False when none runs."""
    found = Home(folder).recall(FILE)
    if not isinstance(found, dict) or ProcessMark(pid=found["pid"], started=found["started"]).find() is None:
        return False
    for name, value in found["env"].items():
        os.environ.setdefault(name, value)
    return True
