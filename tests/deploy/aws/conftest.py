"""The templates of deploy/aws, synthesised once without an account. Skipped where its packages are not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.deploy.aws.templates import AWS, Templates

NEEDED = ("aws_cdk", "cdk_nag", "cfnlint", "boto3")
WHY = "deploy/aws is checked by `make aws`, which installs what that needs"


def node_path() -> str:
    """The search path that finds the Node which preparation chose."""
    chosen = Path(sys.prefix) / "node-path"
    return (chosen.read_text() + os.pathsep if chosen.exists() else "") + os.environ.get("PATH", "")


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines beside deploy/aws, in a process of their own: Node lives as long as it does."""
    env = {**os.environ, "PATH": node_path(), "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=AWS, env=env, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the synthesised templates. cdk-nag and CloudFormation's schemas had nothing to say, or it fails."""
    if any(find_spec(name) is None for name in NEEDED) or shutil.which("node", path=node_path()) is None:
        pytest.skip(WHY)
    folder = tmp_path_factory.mktemp("assembly")
    done = run_python(f"from desk_aws.assembly import build_app; build_app({str(folder)!r}).synth()")
    assert done.returncode == 0, f"{done.stdout[-20_000:]}\n{done.stderr[-20_000:]}"
    return folder


@pytest.fixture(scope="session")
def templates(assembly: Path) -> Templates:
    return Templates(assembly)
