"""Python packages, exactly those of the lock files in `requirements/`, checked by their hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from prepare import venv
from prepare.steps import ROOT, VENV, fingerprint, forget, is_done, run, set_done

REQUIREMENTS = ROOT / "requirements"
UV_FOLDER = VENV / "uv"  # not among the packages: `uv pip sync` may remove what no lock names
UV = UV_FOLDER / "bin" / "uv"


def ensure(mode: str) -> None:
    """Install the packages of ``mode``; an environment prepared for `dev` also serves `run`."""
    marks = {name: _mark(name) for name in ("run", "dev")}
    if is_done("packages", marks["dev"]) or is_done("packages", marks[mode]):
        return
    forget("packages")
    env = _settings_for_uv()
    _ensure_uv()
    lock = REQUIREMENTS / f"{mode}.lock"
    where: list[str | Path] = ["--python", venv.PYTHON]
    run("installing Python packages", [UV, "pip", "sync", *where, "--require-hashes", lock], env=env)
    build: list[str | Path] = ["--build-constraint", REQUIREMENTS / "build.lock"]
    run("installing itsm", [UV, "pip", "install", *where, "--no-deps", *build, "-e", ROOT], env=env)
    set_done("packages", marks[mode])


def install(lock_name: str, what: str) -> None:
    """Add the packages of another lock file to the environment."""
    _ensure_uv()
    lock = REQUIREMENTS / lock_name
    run(what, [UV, "pip", "install", "--python", venv.PYTHON, "--require-hashes", "-r", lock], env=_settings_for_uv())


def _ensure_uv() -> None:
    lock = REQUIREMENTS / "uv.lock"
    mark = fingerprint(files=[lock])
    if UV.exists() and is_done("uv", mark):
        return
    options: list[str | Path] = ["--require-hashes", "--target", UV_FOLDER, "--upgrade", "-r", lock]
    run("installing uv", [*venv.pip(), "--disable-pip-version-check", "--retries", "2", "install", *options])
    set_done("uv", mark)


def _mark(mode: str) -> str:
    """Hash what the installed packages depend on: the locks, our own metadata, the Python version."""
    files = [REQUIREMENTS / f"{mode}.lock", REQUIREMENTS / "build.lock", ROOT / "pyproject.toml"]
    return fingerprint(mode, sys.version.split()[0], str(ROOT), files=files)


def _settings_for_uv() -> dict[str, str]:
    """Hand pip's index and certificates over to uv, which does not read pip's configuration."""
    settings = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    index = os.environ.get("PIP_INDEX_URL") or _pip_setting("global.index-url")
    if index:
        settings["UV_DEFAULT_INDEX"] = index
    certificates = os.environ.get("PIP_CERT") or _pip_setting("global.cert")
    if certificates:
        settings["SSL_CERT_FILE"] = certificates
    return {name: value for name, value in settings.items() if name not in os.environ}


def _pip_setting(name: str) -> str:
    command = [*venv.pip(), "config", "get", name]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
