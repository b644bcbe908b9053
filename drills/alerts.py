"""A real Prometheus with the product's own rules, made impatient: windows of minutes become seconds."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from drills.report import ROOT, SkippedError
from itsm.entrypoints.local.processes import free_port, spawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RULES = ROOT / "deploy" / "prometheus" / "alerts.yaml"
WINDOW_SECONDS = 20
_READY_SECONDS = 60


def hurried(rules: str) -> str:
    """Return rules that look at twenty seconds instead of minutes and fire after one second."""
    rules = re.sub(r"\[\d+m\]", f"[{WINDOW_SECONDS}s]", rules)
    return re.sub(r"for: \d+m", "for: 1s", rules)


def names(rules: str) -> list[str]:
    """Return the alerts of a file of rules."""
    return re.findall(r"- alert: (\w+)", rules)


class Watch:
    """The running Prometheus."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def firing(self) -> set[str]:
        """Return the alerts that fire now, by its API."""
        found = httpx.get(f"{self.address}/api/v1/alerts", timeout=10).json()["data"]["alerts"]
        return {alert["labels"]["alertname"] for alert in found if alert["state"] == "firing"}

    def seconds_until(self, alert: str, most: float) -> float | None:
        """Wait until an alert fires; return the seconds, None where it did not within `most`."""
        began = time.monotonic()
        while time.monotonic() - began < most:
            if alert in self.firing():
                return time.monotonic() - began
            time.sleep(0.5)
        return None


@contextmanager
def prometheus(folder: Path, targets: Mapping[str, int]) -> Iterator[Watch]:
    """Run one that scrapes `targets` (job, metrics port) every second. Raises SkippedError where there is none."""
    program = shutil.which("prometheus")
    if program is None:
        raise SkippedError("no prometheus on this machine")
    (folder / "alerts.yaml").write_text(hurried(RULES.read_text()))
    jobs = "".join(
        f"  - job_name: {job}\n    static_configs: [{{targets: ['127.0.0.1:{port}']}}]\n"
        for job, port in targets.items()
    )
    (folder / "prometheus.yaml").write_text(
        "global: {scrape_interval: 1s, evaluation_interval: 1s}\n"
        f"rule_files: [{folder / 'alerts.yaml'}]\nscrape_configs:\n{jobs}"
    )
    port = free_port()
    command = [program, f"--config.file={folder / 'prometheus.yaml'}", f"--storage.tsdb.path={folder / 'data'}"]
    process = spawn([*command, f"--web.listen-address=127.0.0.1:{port}"], log=folder / "prometheus.log")
    try:
        _await(f"http://127.0.0.1:{port}/-/ready", process)
        yield Watch(port)
    finally:
        process.terminate()
        process.wait(20)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "Prometheus ended"
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError("Prometheus did not come up")
