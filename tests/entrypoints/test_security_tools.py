"""The tools behind docs/security, the list of components and the scan for secrets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion

import asvs
import sbom
import secret_scan
from security_rows import ASVS, CLASS_GAPS, CLASSES, GAPS

ROOT = Path(__file__).resolve().parents[2]

MARKED = """
@pytest.mark.asvs("6.2.1", "6.2.4")
@pytest.mark.peer_class("S24")
async def test_long() -> None: ...
"""
IN_BROWSER = "it('leads nowhere else @asvs-3.7.2 @class-S35', () => {\n"


def test_markers_are_read_from_both_sides() -> None:
    assert list(asvs.proofs_of_python("tests/a.py", MARKED)) == [
        ("asvs", "6.2.1", "tests/a.py::test_long"),
        ("asvs", "6.2.4", "tests/a.py::test_long"),
        ("class", "S24", "tests/a.py::test_long"),
    ]
    assert list(asvs.proofs_of_browser("web/a.spec.ts", IN_BROWSER)) == [
        ("asvs", "3.7.2", "web/a.spec.ts “leads nowhere else”"),
        ("class", "S35", "web/a.spec.ts “leads nowhere else”"),
    ]


@pytest.mark.parametrize(
    ("gaps", "proofs", "said"),
    [
        ({}, {}, "1 has neither a test nor a reason"),
        ({"1": "not built"}, {"1": ["a"]}, "1 has a test; take its reason away"),
        ({"1": "not built"}, {"2": ["a"]}, "2 is no row (a)"),
        ({"1": "not built", "3": "why"}, {}, "3 is no row, yet has a reason"),
    ],
)
def test_what_does_not_fit_is_said(gaps: dict[str, str], proofs: dict[str, list[str]], said: str) -> None:
    assert said in asvs.faults([("1", "One")], gaps, proofs)


def test_every_row_has_a_test_or_a_reason() -> None:
    proofs = asvs.gather(ROOT)
    assert asvs.faults(ASVS, GAPS, proofs["asvs"]) + asvs.faults(CLASSES, CLASS_GAPS, proofs["class"]) == []
    assert [key for key, _ in CLASSES] == [f"S{n:02}" for n in range(1, 46)]


def test_the_list_of_components_is_whole_and_well_formed() -> None:
    written = json.loads(JsonV1Dot6(sbom.build()).output_as_string())
    assert written["specVersion"] == SchemaVersion.V1_6.to_version()
    by_purl = {component["purl"]: component for component in written["components"]}
    assert any(purl.startswith("pkg:pypi/fastapi@") for purl in by_purl)
    assert any(purl.startswith("pkg:npm/react@") for purl in by_purl)
    assert not any("/pytest@" in purl or "/vitest@" in purl for purl in by_purl)
    pinned = re.findall(r"^\S+==", (ROOT / "requirements" / "run.lock").read_text("utf-8"), re.MULTILINE)
    assert sum(purl.startswith("pkg:pypi/") for purl in by_purl) == len(pinned)
    assert all(component["hashes"] for purl, component in by_purl.items() if purl.startswith("pkg:pypi/"))


@pytest.mark.parametrize(
    "line",
    [
        "key = 'AKIA" + "ABCDEFGHIJ234567'",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "token: ghp_" + "a1B2" * 9,
        'SECRET_KEY = "' + "q8Zr2LkT5vWx9YbN4cJh" + '"',
        "DATABASE_URL=postgresql://itsm:" + "Zr8kLq2vXw@db.internal/itsm",
    ],
)
def test_secrets_are_found(line: str) -> None:
    assert list(secret_scan.findings(line))


@pytest.mark.parametrize(
    "line",
    [
        'PASSWORD = "correct horse battery staple 88"',
        "token = request.headers['authorization']",
        "smtp://user:password@mail.example",
        'secret_name = "identity-access-token-v1"',
    ],
)
def test_words_are_no_secrets(line: str) -> None:
    assert not list(secret_scan.findings(line))


def test_added_lines_are_told_from_others() -> None:
    log = ["commit 0123456789abcdef", "+++ b/a.py", "@@ -0,0 +1 @@", "+x = 1", "-y = 2", "+++ b/b.lock", "+z"]
    assert list(secret_scan.added_lines(log)) == [("0123456789ab", "a.py", "x = 1")]
