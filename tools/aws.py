"""Check deploy/aws without an account: synthesis, cdk-nag, CloudFormation's schemas, cfn-lint, what is promised.

Usage: .venv/bin/python tools/aws.py [arguments of pytest]

Its packages are large and nothing else needs them, so they are installed here and not with the others.
"""

from __future__ import annotations

import subprocess
import sys

from prepare import packages
from prepare.steps import ROOT, PreparationError

TESTS = "tests/deploy/aws"


def main() -> int:
    """Install what is missing, run the tests of deploy/aws; return pytest's exit code."""
    try:
        packages.install("aws.lock", "installing the packages of deploy/aws")
    except PreparationError as failure:
        sys.stderr.write(f"error: {failure}\n")
        return 1
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", TESTS, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
