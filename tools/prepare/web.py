"""The front end: its packages in `web/node_modules`, its build in `web/dist`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prepare.node import Npm
from prepare.steps import WEB, fingerprint, forget, is_done, run, set_done

QUIET = {
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_update_notifier": "false",
    "npm_config_fetch_retry_mintimeout": "1000",
    "npm_config_fetch_retry_maxtimeout": "5000",
    "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
}
# Made by tools, or of no influence on the build.
NOT_SOURCES = {"node_modules", "dist", "e2e", "coverage", "test-results", "playwright-report", ".vite"}


def ensure_modules(npm: Npm) -> None:
    """Install exactly the packages of `web/package-lock.json`."""
    major = npm.node_version.split(".")[0]
    mark = fingerprint(major, files=[WEB / "package.json", WEB / "package-lock.json"])
    if (WEB / "node_modules").exists() and is_done("web-modules", mark):
        return
    forget("web-modules")
    run("installing front-end packages", [*npm.command, "ci"], cwd=WEB, env={**npm.env, **QUIET})
    set_done("web-modules", mark)


def ensure_build(npm: Npm) -> None:
    """Build the front end when any of its sources changed."""
    if (WEB / "dist" / "index.html").exists() and is_done("web-build", fingerprint(files=_sources())):
        return
    forget("web-build")
    mark = fingerprint(files=_sources())
    run("building the front end", [*npm.command, "run", "build"], cwd=WEB, env={**npm.env, **QUIET})
    set_done("web-build", mark)


def _sources() -> Iterator[Path]:
    for folder, subfolders, names in os.walk(WEB):
        subfolders[:] = [name for name in subfolders if name not in NOT_SOURCES]
        yield from (
            Path(folder) / name for name in names if not name.endswith((".tsbuildinfo", ".test.tsx", ".test.ts"))
        )
