from __future__ import annotations

import json
from pathlib import Path

import pytest

from itsm.entrypoints.local.errors import LocalStartError
from itsm.entrypoints.local.supervisor import CALM_AFTER, LONGEST_PAUSE, Reporter, Supervisor


class FakeService:
    def __init__(self, stops: list[str] | None = None, name: str = "", *, broken: bool = False) -> None:
        self.is_running = True
        self.restarts = 0
        self._stops, self._name, self._broken = stops if stops is not None else [], name, broken

    def restart(self) -> None:
        self.restarts += 1
        if self._broken:
            raise LocalStartError("no room on the disk")
        self.is_running = True

    def stop(self) -> None:
        self._stops.append(self._name)


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def supervisor(tmp_path: Path, clock: FakeClock) -> Supervisor:
    return Supervisor(Reporter(tmp_path / "up.log"), clock=clock)


def pause_before_restart(supervisor: Supervisor, service: FakeService, clock: FakeClock) -> float:
    began, before = clock.now, service.restarts
    while service.restarts == before:
        supervisor.look()
        clock.now += 0.25
    return clock.now - began


def test_a_service_that_dies_again_and_again_waits_longer_each_time(supervisor: Supervisor, clock: FakeClock) -> None:
    service = FakeService()
    supervisor.add("web", service)
    pauses = []
    for _ in range(9):
        service.is_running = False
        pauses.append(pause_before_restart(supervisor, service, clock))
    assert pauses[:4] == [0.75, 1.25, 2.25, 4.25]
    assert pauses[-1] == LONGEST_PAUSE + 0.25
    assert supervisor.failures("web") == 9


def test_a_calm_minute_forgives(supervisor: Supervisor, clock: FakeClock) -> None:
    service = FakeService()
    supervisor.add("web", service)
    service.is_running = False
    pause_before_restart(supervisor, service, clock)
    clock.now += CALM_AFTER + 1
    supervisor.look()
    assert supervisor.failures("web") == 0


def test_a_restart_that_fails_is_said_and_tried_again(
    supervisor: Supervisor, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    service = FakeService(broken=True)
    service.is_running = False
    supervisor.add("postgres", service)
    pause_before_restart(supervisor, service, clock)
    assert pause_before_restart(supervisor, service, clock) > 1.0
    assert "postgres does not start: no room on the disk" in capsys.readouterr().out


def test_stopping_goes_backwards(supervisor: Supervisor) -> None:
    stops: list[str] = []
    for name in ("postgres", "redis", "web"):
        supervisor.add(name, FakeService(stops, name))
    supervisor.stop_all()
    assert stops == ["web", "redis", "postgres"]


def test_what_is_said_is_also_logged_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Reporter(tmp_path / "up.log").say("  Redis is running", service="redis")
    entry = json.loads((tmp_path / "up.log").read_text())
    assert (entry["message"], entry["itsm.service"]) == ("Redis is running", "redis")
    assert capsys.readouterr().out == "  Redis is running\n"
