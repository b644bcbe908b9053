"""Long random requests over the whole OpenAPI document, as nobody and as each role.

Usage: .venv/bin/python tools/fuzz.py [minutes]      (default 20)

Starts the product on an embedded PostgreSQL of its own, then runs Schemathesis (every phase) against it once per
caller, and prints cases, failures and minutes. Its whole output stays in .itsm/fuzz/ for the curious.
Exit code 1 where anything failed, or where a run was cut short.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / ".itsm" / "fuzz"
CONFIG = Path(__file__).with_name("fuzz.toml")
CALLERS = ("", "user.ph", "agent.ph", "manager.ph", "admin")
NAMES = dict(zip(CALLERS, ("nobody", "end_user", "it_agent", "it_manager", "system_admin"), strict=True))
DEFAULT_MINUTES = 20.0
READY_SECONDS = 60
CASES = re.compile(r"(\d[\d,]*) generated")


@dataclass(frozen=True)
class Outcome:
    """What one run found: failures by the tool's own title; `crashed` where it did not come to its end."""

    caller: str
    cases: int
    failures: Counter[str]
    seconds: float
    crashed: str = ""


def fuzz(
    address: str, caller: str, *, password: str, seconds: int, report: Path, phases: str, seed: int | None = None
) -> Outcome:
    """Run Schemathesis against `address` as `caller` (the part of an address before @; empty: nobody)."""
    env = os.environ | {
        "PYTHONPATH": str(ROOT / "tools"),
        "SCHEMATHESIS_HOOKS": "fuzz_hooks",
        "ITSM_FUZZ_URL": address,
        "ITSM_FUZZ_EMAIL": f"{caller}@madison88.example" if caller else "",
        "ITSM_FUZZ_PASSWORD": password,
    }
    command = [str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(CONFIG), "run"]
    command += [f"{address}/api/openapi.json", "--phases", phases, "--max-time", str(seconds), "--continue-on-failure"]
    command += ["--no-shrink", "--report", "json", "--report-json-path", str(report), "--no-color"]
    read_document(address)
    if seed is not None:
        command += ["--seed", str(seed)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(command, env=env, cwd=scratch, capture_output=True, text=True, check=False)
    report.with_suffix(".txt").write_text(done.stdout + done.stderr)
    return read_outcome(NAMES.get(caller, caller), done.stdout, done.returncode, time.monotonic() - began)


def read_document(address: str) -> None:
    """Have the server write its document before the tool asks for it, which waits ten seconds at most."""
    with urllib.request.urlopen(f"{address}/api/openapi.json", timeout=READY_SECONDS) as answer:  # noqa: S310 - our own
        answer.read()


def read_outcome(caller: str, output: str, exit_code: int, seconds: float) -> Outcome:
    """Read what the tool printed at its end."""
    cases = CASES.search(output)
    failures = Counter(
        {title.strip(): int(count) for title, count in re.findall(r"❌ ([A-Z]+\d+ [^:\n]+): (\d+)", output)}
    )
    crashed = "" if cases and exit_code == bool(failures) else output[-2_000:]
    return Outcome(caller, int(cases[1].replace(",", "")) if cases else 0, failures, seconds, crashed)


@contextmanager
def desk() -> Iterator[tuple[str, str]]:
    """Start a desk with people and one ticket of everything; give its address and the password of everybody."""
    sys.path.insert(0, str(ROOT))
    from tests.factories.world import PASSWORD  # noqa: PLC0415

    from itsm.entrypoints.local.postgres import EmbeddedPostgres  # noqa: PLC0415 - only where one is started
    from itsm.entrypoints.local.processes import free_port, spawn  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="itsm-fuzz-", ignore_cleanup_errors=True) as home:
        postgres = EmbeddedPostgres(Path(home), durable=False)
        postgres.start()
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        os.environ |= {
            "ITSM_HOME": home,
            "ITSM_DATABASE_URL": postgres.url(),
            "ITSM_SECRET_KEY": "a key of the fuzzing run that is long enough",
            "ITSM_PUBLIC_URL": address,
            "ITSM_RATE_LIMITS": "0",
            "ITSM_LOG_LEVEL": "WARNING",
        }
        asyncio.run(fill(postgres.url()))
        log = OUTPUT / "web.log"
        log.unlink(missing_ok=True)
        web = spawn([sys.executable, "-m", "itsm", "serve", "--port", str(port)], log=log, env=os.environ, cwd=ROOT)
        try:
            wait_until_ready(address)
            yield address, PASSWORD
        finally:
            web.terminate()
            web.wait()
            postgres.stop()


async def fill(url: str) -> None:
    """Create the schema and the people of the tests."""
    from tests.factories.schema import create_schema  # noqa: PLC0415
    from tests.factories.world import build_world  # noqa: PLC0415

    from itsm.platform.db.engine import open_database, set_database  # noqa: PLC0415
    from itsm.platform.settings import get_settings  # noqa: PLC0415
    from itsm.wiring.assemble import assemble  # noqa: PLC0415

    assemble(get_settings())
    await create_schema(url)
    database = open_database(url, pool_size=2)
    set_database(database)
    await build_world()
    await database.close()


def wait_until_ready(address: str) -> None:
    """Wait until the server answers. Raises TimeoutError."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/api/health/ready", timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"no answer at {address}")


def main() -> int:
    """Run as every caller, one after another, and print the sum."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_MINUTES
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    share = int(minutes * 60 / len(CALLERS))
    outcomes = []
    with desk() as (address, password):
        for caller in CALLERS:
            report = OUTPUT / f"{NAMES[caller]}.json"
            phases = "examples,coverage,fuzzing,stateful"
            outcome = fuzz(address, caller, password=password, seconds=share, report=report, phases=phases)
            outcomes.append(outcome)
            found = json.dumps(dict(outcome.failures)) if outcome.failures else "no failure"
            print(f"{outcome.caller:<13}{outcome.cases:>7} cases  {outcome.seconds / 60:5.1f} min  {found}", flush=True)
            if outcome.crashed:
                print(outcome.crashed, flush=True)
    cases, seconds = sum(o.cases for o in outcomes), sum(o.seconds for o in outcomes)
    failures = sum(sum(o.failures.values()) for o in outcomes)
    print(f"{cases} cases, {failures} failures, {seconds / 60:.1f} minutes; details in {OUTPUT.relative_to(ROOT)}/")
    return 1 if failures or any(o.crashed for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
