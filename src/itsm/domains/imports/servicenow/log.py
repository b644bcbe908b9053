"""Reads the log: one entry a row, in the order in which things happened.

Times carry no zone in the log; they are taken as UTC. `resolved_at`, `closed_at`, `closed_code` and `resolved_by`
hold an incident's final values on every row and are not read: they were not known at the time.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `ordinal` counts the rows of its incident from 0, in time order."""

    number: str
    ordinal: int
    at: datetime
    opened_at: datetime
    state: str
    priority: str
    impact: str
    urgency: str
    group: str
    agent: str
    caller: str
    location: str
    category: str
    subcategory: str
    symptom: str
    contact: str
    reassignment_count: int
    reopen_count: int
    made_sla: bool


def read_log(path: Path) -> list[Entry]:
    """Return every entry in time order; entries of one instant keep their order in the file.

    Raises OSError where the file cannot be read, ValueError naming the line that is not a row of this log.
    """
    rows = [_parsed(line, row) for line, row in enumerate(_rows(path), 2)]
    rows.sort(key=lambda row: (row[0], row[1]))
    counts: dict[str, int] = {}
    entries: list[Entry] = []
    for at, _, row in rows:
        number = row["number"]
        ordinal = counts.get(number, 0)
        counts[number] = ordinal + 1
        entries.append(_entry(row, ordinal, at))
    return entries


def _rows(path: Path) -> Iterator[dict[str, str]]:
    raw = gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # noqa: SIM115 - closed by the with below
    with raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def _parsed(line: int, row: dict[str, str]) -> tuple[datetime, int, dict[str, str]]:
    try:
        return _time(row["sys_updated_at"]), int(row["sys_mod_count"]), row
    except (KeyError, ValueError) as fault:
        raise ValueError(f"line {line} is not a row of an incident event log: {fault}") from fault


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _entry(row: dict[str, str], ordinal: int, at: datetime) -> Entry:
    return Entry(
        number=row["number"],
        ordinal=ordinal,
        at=at,
        opened_at=min(_time(row["opened_at"]), at),
        state=row["incident_state"],
        priority=row["priority"],
        impact=row["impact"],
        urgency=row["urgency"],
        group=row["assignment_group"],
        agent=row["assigned_to"],
        caller=row["caller_id"],
        location=row["location"],
        category=row["category"],
        subcategory=row["subcategory"],
        symptom=row["u_symptom"],
        contact=row["contact_type"],
        reassignment_count=int(row["reassignment_count"]),
        reopen_count=int(row["reopen_count"]),
        made_sla=row["made_sla"] == "true",
    )
