"""cfn-lint over every template; cdk-nag looks, and every exception from it is still needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.aws.conftest import run_python
from tests.deploy.aws.templates import AWS

pytestmark = pytest.mark.slow
UNEXPLAINED = """
import desk_aws.assembly, desk_aws.exceptions
from desk_aws.settings import PRODUCTION
known = desk_aws.exceptions.EXCEPTIONS
print("KNOWN", sorted({rule.split("[")[0] for one in known for rule in one.rules}))
desk_aws.exceptions.EXCEPTIONS = ()
desk_aws.assembly.STAGES = (PRODUCTION,)
desk_aws.assembly.build_app(FOLDER).synth()
"""
RULE = re.compile(r"AwsSolutions-[A-Z]+\d+")


def test_cfn_lint_has_nothing_to_say(assembly: Path) -> None:
    files = [str(path) for path in assembly.glob("*.template.json")]
    assert len(files) == 13
    program = Path(sys.executable).with_name("cfn-lint")
    command = [str(program), "--non-zero-exit-code", "informational", "-t", *files]
    done = subprocess.run(command, cwd=AWS, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-2_000:]


@pytest.mark.usefixtures("assembly")
def test_cdk_nag_finds_what_is_explained_and_nothing_is_explained_in_vain(tmp_path: Path) -> None:
    done = run_python(UNEXPLAINED.replace("FOLDER", repr(str(tmp_path / "out"))))
    assert done.returncode != 0
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("KNOWN")]
    found = set(RULE.findall(done.stdout.replace(told, "") + done.stderr))
    assert found == set(RULE.findall(told))
