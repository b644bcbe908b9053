"""A Chromium for the end-to-end tests: the system's, else Playwright's own, else Debian's package where root."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from prepare.node import npm_command
from prepare.steps import WEB, PreparationError, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS_TO_PROVE_IT = 30
PLAYWRIGHT_PATH = "import('@playwright/test').then(p => console.log(p.chromium.executablePath()))"


def ensure() -> str:
    """Return the path of a Chromium that starts, installing one when there is none.

    Raises:
        PreparationError: no way to get one on this machine.
    """
    found = on_path() or from_playwright() or install_playwrights() or install_debians()
    if found is None:
        raise PreparationError(
            "no Chromium could be found or installed; install the package 'chromium' and run the same command again"
        )
    return found


def on_path() -> str | None:
    """Return the system's Chromium."""
    named = os.environ.get("E2E_CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES]
    return next((path for path in candidates if path and starts(path)), None)


def from_playwright() -> str | None:
    """Return the Chromium that Playwright has downloaded earlier."""
    command, env = npm_command(["exec", "--", "node", "-e", PLAYWRIGHT_PATH])
    done = subprocess.run(command, cwd=WEB, env=env, capture_output=True, text=True, check=False)
    path = done.stdout.strip().splitlines()[-1:] or [""]
    return path[0] if path[0] and starts(path[0]) else None


def install_playwrights() -> str | None:
    """Let Playwright download its Chromium, with the system libraries where we may install them."""
    say("  installing Playwright's Chromium ...")
    more = ["--with-deps"] if os.geteuid() == 0 else []
    command, env = npm_command(["exec", "--", "playwright", "install", *more, "chromium"])
    done = subprocess.run(command, cwd=WEB, env=env, capture_output=True, check=False)
    return from_playwright() if done.returncode == 0 else None


def install_debians() -> str | None:
    """Install Debian's package; only root may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("  installing Debian's Chromium ...")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        if subprocess.run(command, env=env, capture_output=True, check=False).returncode:
            return None
    return on_path()


def starts(path: str) -> bool:
    """Whether the program exists and says its version: a package without its libraries does not."""
    if not Path(path).exists():
        return False
    try:
        command = [path, "--version", "--no-sandbox"]
        done = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_TO_PROVE_IT)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
