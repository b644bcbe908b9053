"""The primary is killed, its synchronous standby promoted, the old one comes back: nothing lost, nobody fooled.

One round; more, with figures: `make drills ONLY=E05 ROUNDS=10`.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from drills.experiments.e05 import fail_over
from drills.failover import desk_on_a_pair

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.mark.asvs("2.3.3", "16.5.2")
def test_a_promoted_standby_serves_and_nothing_is_lost() -> None:
    # A path of pytest's own is too long for the socket of a server.
    with TemporaryDirectory(prefix="itsm-pair-") as folder, desk_on_a_pair(Path(folder) / "home") as pair:
        report = fail_over(pair, rounds=1)
    assert report.held, report.demands
