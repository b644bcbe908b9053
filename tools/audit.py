"""Ask the advisory services about the locked packages. Findings fail; a service that cannot be asked is reported."""

from __future__ import annotations

import json
import subprocess
import sys

from prepare.node import npm_command
from prepare.steps import ROOT, WEB

UNREACHABLE = "NOT CHECKED"


def audit_python(lock: str) -> tuple[str, list[str]]:
    """Return a state and the known vulnerabilities of a lock file of requirements/."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"]
    command += ["-r", str(ROOT / "requirements" / lock), "--progress-spinner", "off", "--timeout", "30"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return f"{UNREACHABLE}: {last_line(done.stderr)}", []
    found = [
        f"{package['name']} {package['version']}: {advisory['id']}, fixed in {advisory['fix_versions'] or 'no version'}"
        for package in packages
        for advisory in package.get("vulns", [])
    ]
    return f"{len(packages)} packages checked", found


def audit_npm() -> tuple[str, list[str]]:
    """Return a state and the known vulnerabilities of web/package-lock.json, from 'moderate' upwards."""
    command, env = npm_command(["audit", "--json", "--audit-level=moderate"])
    done = subprocess.run(command, cwd=WEB, env=env, capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = {}
    if "vulnerabilities" not in report:
        return f"{UNREACHABLE}: {report.get('message') or last_line(done.stderr)}", []
    serious = {"moderate", "high", "critical"}
    found = [
        f"{name}: {entry['severity']} ({entry['range']})"
        for name, entry in report["vulnerabilities"].items()
        if entry["severity"] in serious
    ]
    return f"{report['metadata']['dependencies']['total']} packages checked", found


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no answer")


def main() -> int:
    """Ask both services; 1 when anything was found."""
    failed = False
    audits = {
        "Python": lambda: audit_python("dev.lock"),  # it contains run.lock
        "Python on AWS": lambda: audit_python("aws.lock"),
        "npm": audit_npm,
    }
    for name, audit in audits.items():
        state, found = audit()
        mark = "!!! " if state.startswith(UNREACHABLE) else ""
        print(f"{mark}audit of {name} packages: {state}, {len(found)} vulnerable")
        for line in found:
            print(f"  {line}")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
