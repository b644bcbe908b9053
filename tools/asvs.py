"""Write docs/security/asvs.md and classes.md from the markers of the tests; `check` fails where they differ.

Usage: .venv/bin/python tools/asvs.py write | check

A test says what it proves: `@pytest.mark.asvs("6.2.1")`, `@pytest.mark.peer_class("S01")`; a test of the front end
with the words `@asvs-3.4.3` or `@class-S09` in its title or tag. A row that nothing proves needs its reason in
security_rows.py.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from security_rows import ASVS, CLASS_GAPS, CLASSES, GAPS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "security"
MARKERS = {"asvs": "asvs", "peer_class": "class"}
IN_BROWSER = re.compile(r"@(asvs|class)-([\w.]+\w)")
TITLE = re.compile(r"\b(?:test|base|it)\(\s*'([^'@]+)")
Proofs = dict[str, dict[str, list[str]]]

ASVS_HEAD = """# OWASP ASVS 5.0.0: what is proven, and by which test

Written by `make asvs` from the markers of the tests; `make lint` fails when it differs. Level 2, as far as it matters
here; (L3) rows are above it, but a peer was broken there. "Not yet" is said with its reason.
"""
CLASSES_HEAD = """# What went wrong in other service desks, and the tests against it

Written by `make asvs` from the markers of the tests; `make lint` fails when it differs. The classes come from public
records of vulnerabilities of comparable products.
"""


def proofs_of_python(path: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (marker, id, test) of every marked test of a file."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute):
                marker = MARKERS.get(decorator.func.attr)
                for argument in decorator.args if marker else ():
                    yield str(marker), str(ast.literal_eval(argument)), f"{path}::{node.name}"


def proofs_of_browser(path: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (marker, id, test) of every marked browser test of a file."""
    title = ""
    for line in text.splitlines():
        if found := TITLE.search(line):
            title = found.group(1).strip()
        for marker, key in IN_BROWSER.findall(line):
            yield marker, key, f"{path} “{title}”"


def gather(root: Path) -> Proofs:
    """Return the tests by marker and id."""
    proofs: Proofs = {marker: defaultdict(list) for marker in MARKERS.values()}
    found: list[tuple[str, str, str]] = []
    for file in sorted((root / "tests").rglob("test_*.py")):
        found += proofs_of_python(file.relative_to(root).as_posix(), file.read_text("utf-8"))
    web = root / "web"
    for file in sorted([*(web / "e2e").glob("*.spec.ts"), *(web / "src").rglob("*.test.ts*")]):
        found += proofs_of_browser(file.relative_to(root).as_posix(), file.read_text("utf-8"))
    for marker, key, test in found:
        proofs[marker][key].append(test)
    return proofs


def faults(rows: Iterable[tuple[str, str]], gaps: Mapping[str, str], proofs: Mapping[str, list[str]]) -> list[str]:
    """Return what does not fit: unknown ids, rows without a word, reasons that are no longer true."""
    known = {key for key, _ in rows}
    found = [f"{key} is no row ({', '.join(proofs[key])})" for key in sorted(proofs.keys() - known)]
    found += [f"{key} has neither a test nor a reason" for key in sorted(known - proofs.keys() - gaps.keys())]
    found += [f"{key} has a test; take its reason away" for key in sorted(gaps.keys() & proofs.keys())]
    return found + [f"{key} is no row, yet has a reason" for key in sorted(gaps.keys() - known)]


def table(head: str, rows: Iterable[tuple[str, str]], gaps: Mapping[str, str], proofs: Mapping[str, list[str]]) -> str:
    """Return the page."""
    lines = []
    for key, what in rows:
        tests = "<br>".join(f"`{test}`" if "::" in test else test for test in proofs.get(key, ()))
        lines.append(f"| {key} | {what} | {tests or f'**not yet**: {gaps[key]}'} |")
    proven = sum(key in proofs for key, _ in rows)
    tests = len({test for found in proofs.values() for test in found})
    counted = f"{proven} of {len(lines)} rows proven, by {tests} tests."
    return "\n".join([head, counted, "", "| id | requirement | proven by |", "| --- | --- | --- |", *lines, ""])


def main() -> int:
    """Write or check both pages; 1 where something does not fit."""
    proofs = gather(ROOT)
    wrong = faults(ASVS, GAPS, proofs["asvs"]) + faults(CLASSES, CLASS_GAPS, proofs["class"])
    if wrong:
        print("\n".join(wrong))
        return 1
    pages = {
        "asvs.md": table(ASVS_HEAD, ASVS, GAPS, proofs["asvs"]),
        "classes.md": table(CLASSES_HEAD, CLASSES, CLASS_GAPS, proofs["class"]),
    }
    if sys.argv[1:] == ["write"]:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (FOLDER / name).write_text(page, "utf-8")
        print(f"wrote {', '.join(pages)} to docs/security")
        return 0
    stale = [name for name, page in pages.items() if not _says(FOLDER / name, page)]
    print(f"docs/security/{', '.join(stale)}: run make asvs" if stale else "docs/security: as the tests say")
    return 1 if stale else 0


def _says(file: Path, page: str) -> bool:
    return file.is_file() and file.read_text("utf-8") == page


if __name__ == "__main__":
    sys.exit(main())
