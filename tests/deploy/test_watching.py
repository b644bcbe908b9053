"""What the desk counts, as Prometheus reads it; alerts and dashboards that name only what is counted."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml  # type: ignore[import-untyped]

from itsm.domains.ops.gauges import gauges_of, publish
from itsm.domains.ops.health import measure
from itsm.entrypoints.local.processes import free_port, spawn
from itsm.platform.db.engine import Database
from itsm.platform.telemetry.metrics import set_desk
from tests.factories.world import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
RULES = DEPLOY / "prometheus" / "alerts.yaml"
CASES = ROOT / "tests" / "deploy" / "alerts_test.yaml"
PROMTOOL = shutil.which("promtool")
READY_SECONDS = 180
METRIC = re.compile(r"\bitsm_[a-z_]+")


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


def test_every_alert_has_a_case_and_a_runbook() -> None:
    tried = {
        case["alertname"]
        for test in yaml.safe_load(CASES.read_text())["tests"]
        for case in test["alert_rule_test"]
        if case["exp_alerts"]
    }
    for rule in alerts():
        assert rule["alert"] in tried
        assert len((ROOT / rule["annotations"]["runbook"]).read_text()) > 200


@pytest.mark.skipif(PROMTOOL is None, reason="needs promtool")
def test_the_alerts_fire_on_what_they_are_for() -> None:
    assert PROMTOOL is not None
    for command in (
        [PROMTOOL, "check", "rules", str(RULES)],
        [PROMTOOL, "check", "config", "--syntax-only", str(DEPLOY / "prometheus" / "prometheus.yaml")],
        [PROMTOOL, "test", "rules", str(CASES)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own files
        assert done.returncode == 0, done.stdout + done.stderr


class Desk:
    """Web processes and a worker, each with its internal port."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._folder = folder
        self._environment = os.environ | {
            "ITSM_ENVIRONMENT": "local",
            "ITSM_DATABASE_URL": database_url,
            "ITSM_DATABASE_POOL_SIZE": "3",
            "ITSM_HOME": str(folder),
            "ITSM_WEB_DIST": str(ROOT / "web" / "dist"),
        }
        self._running: list[subprocess.Popen[bytes]] = []
        self.web_port, self.web_metrics, self.worker_metrics = free_port(), free_port(), free_port()

    def start(self) -> None:
        web = ["serve", "--host", "127.0.0.1", "--port", str(self.web_port), "--processes", "2"]
        for name, command, port in (("web", web, self.web_metrics), ("worker", ["worker"], self.worker_metrics)):
            environment = self._environment | {"ITSM_METRICS_PORT": str(port)}
            log = self._folder / f"{name}.log"
            self._running.append(spawn([sys.executable, "-m", "itsm", *command], env=environment, log=log))

    def stop(self) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait(30)

    def read(self, port: int) -> str:
        return httpx.get(f"http://127.0.0.1:{port}/metrics").text

    def wait_for(self, url: str, word: str = "") -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            assert all(process.poll() is None for process in self._running)
            try:
                answer = httpx.get(url)
                if answer.status_code == 200 and word in answer.text:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{url} did not say {word!r}")


@pytest.fixture
def desk(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("watched"), database.engine.url.render_as_string(hide_password=False))
    try:
        desk.start()
        desk.wait_for(f"http://127.0.0.1:{desk.web_port}/api/health/ready")
        yield desk
    finally:
        desk.stop()


def value_of(text: str, metric: str, /, **labels: str) -> float:
    """Add up the samples of a metric that carry these labels."""
    total = 0.0
    for line in text.splitlines():
        if line.startswith((f"{metric}{{", f"{metric} ")) and all(f'{k}="{v}"' in line for k, v in labels.items()):
            total += float(line.rsplit(" ", 1)[1])
    return total


@pytest.mark.slow
def test_processes_are_counted_together_and_only_what_is_counted_is_watched(desk: Desk) -> None:
    """Requests over two processes add up; every metric that an alert or dashboard names is there."""
    address = f"http://127.0.0.1:{desk.web_port}"
    for n in range(12):
        with httpx.Client(base_url=address) as fresh:
            status = fresh.get(f"/api/tickets/{n:08x}-0000-4000-8000-000000000000").status_code
            assert status == 401
    refused = httpx.post(f"{address}/api/auth/login", json={"email": "user.ph@madison88.example", "password": "wrong"})
    assert refused.status_code == 401
    token = httpx.post(f"{address}/api/auth/login", json={"email": "user.ph@madison88.example", "password": PASSWORD})
    assert token.status_code == 200
    web = desk.read(desk.web_metrics)
    asked = value_of(web, "itsm_http_request_seconds_count", route="/api/tickets/{ticket_id}", status="4xx")
    assert asked == 12
    assert value_of(web, "itsm_events_total", name="session.refused") == 1
    assert 'name="sla.breached"} 0.0' in web
    assert value_of(web, "itsm_database_statements_total") > 0
    desk.wait_for(f"http://127.0.0.1:{desk.worker_metrics}/metrics", "itsm_workers 1.0")
    worker = desk.read(desk.worker_metrics)
    assert value_of(worker, "itsm_database_connections_max") >= value_of(worker, "itsm_database_connections") > 0
    known = set(METRIC.findall(web + worker))
    dashboard = json.loads((DEPLOY / "grafana" / "dashboards" / "desk.json").read_text())
    asked_for = METRIC.findall(RULES.read_text()) + METRIC.findall(json.dumps(dashboard))
    assert set(asked_for) <= known
    assert PASSWORD not in web + worker


async def test_the_desks_figures_become_gauges(database: Database) -> None:
    figures = await measure()
    gauges = gauges_of(figures)
    assert gauges["jobs_due"] == figures.jobs_due
    assert all(value >= 0 for value in gauges.values())
    assert await publish() > 0


def test_a_figure_nobody_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        set_desk({"unheard_of": 1.0})
