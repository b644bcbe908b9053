"""Schemathesis over the whole OpenAPI document as nobody and as each role, for a while; `make fuzz` runs longer."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from itsm.platform.db.engine import Database
from itsm.platform.http import health
from itsm.platform.settings import Settings
from tests.factories.world import PASSWORD
from tests.journeys.served import served

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import fuzz

SECONDS = 12  # each caller


@pytest.mark.asvs("4.1.1", "16.5.1")
@pytest.mark.peer_class("S15")
@pytest.mark.slow
@pytest.mark.timeout(200)
@pytest.mark.parametrize("caller", fuzz.CALLERS, ids=fuzz.NAMES.values())
async def test_no_answer_surprises(
    caller: str, settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No server error, no undocumented answer, no bad data taken, no ignored token, no use after delete."""
    report = tmp_path / "report.json"
    async with served(settings, database) as address:
        outcome = await asyncio.to_thread(
            fuzz.fuzz,
            address,
            caller,
            password=PASSWORD,
            seconds=SECONDS,
            report=report,
            phases="coverage,fuzzing",
            seed=88,  # the same requests each time; make fuzz takes new ones
        )
    monkeypatch.setattr(health, "_draining", False)
    said = report.with_suffix(".txt").read_text()
    assert not outcome.failures, said[-8_000:]
    assert not outcome.crashed, outcome.crashed
    assert outcome.cases > 0


def test_the_outcome_of_a_run_is_read_from_its_end() -> None:
    output = "Failures:\n  ❌ ST201 Schema-violating request accepted: 3\n\nTest cases:\n  1,204 generated, 3 found\n"
    outcome = fuzz.read_outcome("admin", output, 1, 9.5)
    assert (outcome.cases, outcome.crashed) == (1_204, "")
    assert outcome.failures == {"ST201 Schema-violating request accepted": 3}
    assert fuzz.read_outcome("admin", "Traceback", 1, 0.1).crashed == "Traceback"
    assert fuzz.read_outcome("admin", output, 0, 9.5).crashed
