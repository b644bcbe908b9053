"""The SQL of one request as PostgreSQL sees it: counted, and written down as a script for pgbench.

The script runs the very statements, each once prepared, in one transaction, with new ids and numbers each time
(drawn from the ticket number sequence, as the product does). What differs is only who sends them.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from sqlalchemy import event

from benchmarks.traffic import new_ticket
from itsm.platform.db.engine import get_database
from itsm.platform.settings import get_settings
from itsm.wiring.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.stage import Stage

CONFIGURATION = "config_versions"
"""Asked once a second a process, not per request."""
WARMING = 3
"""So many creations are not recorded: the first ones load configuration."""
_PLACE = re.compile(r"\$(\d+)")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_TPS = re.compile(r"tps = ([\d.]+)")
_AVERAGE = re.compile(r"latency average = ([\d.]+)")
_DONE = re.compile(r"transactions actually processed: (\d+)")
_FAILED = re.compile(r"number of failed transactions: (\d+)")


@dataclass(slots=True)
class Recorder:
    """Keeps the statements that this process sends, with their values."""

    statements: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def listen(self) -> None:
        """Listen on the open database."""
        event.listen(get_database().engine.sync_engine, "before_cursor_execute", self._keep)

    def _keep(self, _c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if CONFIGURATION not in statement:
            self.statements.append((statement, tuple(values or ())))

    def taken(self) -> list[tuple[str, tuple[Any, ...]]]:
        """Return what was sent since the last time."""
        found, self.statements = self.statements, []
        return found


def in_process_client() -> httpx.AsyncClient:
    """Return a client of the application in this process, where its statements can be seen."""
    transport = httpx.ASGITransport(create_app(get_settings()))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


async def record_creations(people: list[str], count: int) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """Raise `count` tickets, each by another person of `people` (tokens); return the statements of each."""
    dice, recorder, found = random.Random(7), Recorder(), []
    recorder.listen()
    async with in_process_client() as client:
        for number, token in enumerate(people[: count + WARMING]):
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
            answer = await client.post("/api/tickets", json=new_ticket(dice, number), headers=headers)
            answer.raise_for_status()
            sent = recorder.taken()
            if number >= WARMING:
                found.append(sent)
    return found


async def count_queries(token: str, paths: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return, for each list, how many statements a page of 1 and a page of 50 rows needs."""
    recorder, found = Recorder(), {}
    recorder.listen()
    async with in_process_client() as client:

        async def statements(path: str, limit: int) -> int:
            headers = {"Authorization": f"Bearer {token}"}
            for _ in range(2):  # the first time fills caches
                recorder.taken()
                address = f"{path}{'&' if '?' in path else '?'}limit={limit}" if limit else path
                (await client.get(address, headers=headers)).raise_for_status()
            return len(recorder.taken())

        for name, path in paths.items():
            found[name] = (await statements(path, 1), await statements(path, 50))
    return found


def script(sent: list[tuple[str, tuple[Any, ...]]]) -> str:
    """Return one recorded creation as a pgbench script."""
    began = next(n for n, (statement, _) in enumerate(sent) if "nextval" in statement)
    own = _own_ids(sent[-1][1])
    lines = []
    for position, (statement, values) in enumerate(sent):
        if position == began:
            lines.append("BEGIN;")
        end = "\n\\gset p_" if "nextval" in statement else ";"
        lines.append(_PLACE.sub(_filled(values, own), " ".join(statement.split())) + end)
    return "\n".join([*lines, "COMMIT;", ""])


def _filled(values: tuple[Any, ...], own: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda place: _literal(values[int(place[1]) - 1], own)


def _own_ids(written: tuple[Any, ...]) -> dict[str, str]:
    """Return what is new in the rows of a creation, and the SQL that makes another such value."""
    rows = [row for batch in written for row in json.loads(batch)]
    ids = {row["id"] for row in rows if _UUID.fullmatch(str(row.get("id", "")))}
    own = {
        value: f"'01990000-0000-7000-8{n:03x}-' || lpad(to_hex(:p_nextval::bigint), 12, '0')"
        for n, value in enumerate(sorted(ids))
    }
    key = next(row["key"] for row in rows if "request_hash" in row)
    own[key] = "'bench-' || :p_nextval"
    number = next(row["number"] for row in rows if "number" in row)
    own[number] = "'TKT-2026-' || lpad(:p_nextval, 6, '0')"
    return own


def _literal(value: Any, own: dict[str, str]) -> str:
    """Return a value in SQL; new ids and numbers inside it are made anew."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(_literal(part, own) for part in value)}]"
    if isinstance(value, datetime):
        return f"to_timestamp({value.timestamp()})"
    written = str(value)
    quoted = "E'" + written.replace("\\", "\\\\").replace("'", "\\'").replace(":", "\\x3a").replace("\n", "\\n") + "'"
    for old, new in own.items():
        if old in written:
            quoted = f"replace({quoted}, '{old}', {new})"
    return quoted


@dataclass(frozen=True, slots=True)
class BareDatabase:
    """What pgbench reached: transactions a second, the mean time of one (ms), and how many there were."""

    rate: float
    mean: float
    transactions: int


def pgbench(stage: Stage, scripts: list[Path], *, clients: int, seconds: float) -> BareDatabase:
    """Run recorded creations with pgbench, prepared, over the same socket as the product."""
    files = [part for path in scripts for part in ("-f", str(path))]
    done = subprocess.run(  # noqa: S603 - a program of the embedded server
        [
            stage.postgres.program("pgbench"),
            *("-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(max(1, round(seconds))), *files),
            stage.postgres.dsn(),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    rate, failed = _TPS.search(said), _FAILED.search(said)
    if done.returncode or rate is None or (failed and int(failed[1])):
        raise RuntimeError(f"pgbench failed: {said[-1500:]}")
    mean, transactions = _AVERAGE.search(said), _DONE.search(said)
    return BareDatabase(
        float(rate[1]), float(mean[1]) if mean else float("nan"), int(transactions[1]) if transactions else 0
    )


def write_scripts(stage: Stage, recorded: list[list[tuple[str, tuple[Any, ...]]]]) -> list[Path]:
    """Write one file a recorded creation; return where."""
    return list(_written(stage.home, recorded))


def _written(folder: Path, recorded: list[list[tuple[str, tuple[Any, ...]]]]) -> Iterator[Path]:
    for number, sent in enumerate(recorded):
        path = folder / f"create-{number}.sql"
        path.write_text(script(sent))
        yield path
