"""Look for secrets in every tracked file and in every line the history ever added (`make audit`).

Known shapes of keys and tokens, and long random-looking values given to a name that says secret. What is meant to be
there carries the words `not a secret`.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from prepare.steps import ROOT

SHAPES = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "AWS key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}\b"),
    "GitLab token": re.compile(r"\bglpat-[\w-]{20,}\b"),
    "Slack token": re.compile(r"\bxox[abposr]-[\w-]{10,}|hooks\.slack\.com/services/T\w+"),
    "Google key": re.compile(r"\bAIza[\w-]{35}\b"),
    "Stripe key": re.compile(r"\b[sr]k_live_[A-Za-z0-9]{20,}\b"),
    "npm token": re.compile(r"\bnpm_[A-Za-z0-9]{36}\b"),
    "PyPI token": re.compile(r"\bpypi-AgEI[\w-]{50,}"),
    "signed token": re.compile(r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    "password in an address": re.compile(
        r"\b(?:postgres(?:ql)?|redis|amqp|smtps?)(?:\+\w+)?://[^\s:@/'\"{<]+:(?!\*)[^\s@/'\"{<]{8,}@"
    ),
}
NAMED = re.compile(
    r"""(?i)(?:secret|passw(?:or)?d|token|api_?key|private_?key)\w*["']?\s*[:=]\s*["']([\w+/=.-]{20,})["']"""
)
ALLOWED = "not a secret"
RANDOM_BITS = 3.8
"""Bits a character: English words have less, base64 and long hexadecimal more or near it."""
LOCKS = (".lock", "package-lock.json", ".po", "schema.d.ts", "openapi.json")
MADE_UP = re.compile(r"(?i)user:p|wrong|example|canary|correct|test|dummy|fake|made.?up|sample|no.such|placeholder")


def findings(line: str) -> Iterator[str]:
    """Yield what one line seems to give away."""
    if ALLOWED in line:
        return
    for name, shape in SHAPES.items():
        if (found := shape.search(line)) and not MADE_UP.search(line):
            yield f"{name}: {found.group(0)[:12]}…"
    for value in NAMED.findall(line):
        if bits(value) >= RANDOM_BITS and any(sign.isdigit() for sign in value) and not MADE_UP.search(line):
            yield f"random-looking secret: {value[:6]}…"


def bits(value: str) -> float:
    """Return the bits of information a character of `value` carries."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())


def scan_files() -> tuple[int, list[str]]:
    """Return how many tracked files were read, and what they give away."""
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    found, read = [], 0
    for name in filter(None, names):
        file = ROOT / name
        if name.endswith(LOCKS) or not file.is_file():
            continue
        read += 1
        text = file.read_bytes().decode("utf-8", "replace")
        found += [f"{name}:{n}: {what}" for n, line in enumerate(text.splitlines(), 1) for what in findings(line)]
    return read, found


def added_lines(log: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (commit, file, line) of every line that a history in patches added."""
    commit = file = ""
    for line in log:
        if line.startswith("commit "):
            commit = line[7:19]
        elif line.startswith("+++ b/"):
            file = line[6:].rstrip()
        elif line.startswith("+") and not file.endswith(LOCKS):
            yield commit, file, line[1:]


def scan_history() -> tuple[int, list[str]]:
    """Return how many added lines the history has, and what they give away."""
    command = ["git", "log", "--all", "-p", "--no-color", "--unified=0", "--no-textconv"]
    found, read = [], 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace") as log:
        for commit, file, line in added_lines(log.stdout or ()):
            read += 1
            found += [f"{commit} {file}: {what}" for what in findings(line)]
    return read, sorted(set(found))


def main() -> int:
    """Scan both; 1 where anything was found."""
    (files, in_files), (lines, in_history) = scan_files(), scan_history()
    print(f"secret scan: {files} files, {len(in_files)} findings; {lines} lines of history, {len(in_history)} findings")
    print("\n".join(f"  {line}" for line in (*in_files, *in_history)) or "  nothing found")
    return 1 if in_files or in_history else 0


if __name__ == "__main__":
    sys.exit(main())
