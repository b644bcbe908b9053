"""What a month costs, by the sizes of desk_aws/settings.py: prints the table that stands in docs/guide/aws.md.

Usage: python deploy/aws/costs.py

Prices are list prices of us-east-1 in US dollars, as public guides gave them between March and June 2026; none was
asked of AWS. Singapore is dearer by differing amounts, taken here as a quarter. No tax, no discount, no support plan.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from desk_aws.settings import PRODUCTION, STAGING, Stage

HOURS: Final = 730
SINGAPORE: Final = 1.25
DATABASE_HOUR: Final = {"t4g.medium": 0.065, "r7g.large": 0.239}
CACHE_HOUR: Final = {"cache.t4g.micro": 0.0128, "cache.t4g.small": 0.0256}
# What is used, not built: assumed for 1,200 people in production, a few in staging.
REQUESTS_MILLION: Final = {"staging": 0.5, "production": 5}
FILES_GB: Final = {"staging": 10, "production": 200}
LOGS_GB: Final = {"staging": 5, "production": 20}


@dataclass(frozen=True)
class Row:
    """One line of the bill: how many units a stage uses, and the price of one."""

    what: str
    unit: str
    units: Callable[[Stage], float]
    price: Callable[[Stage], float]


def _flat(price: float) -> Callable[[Stage], float]:
    return lambda _: price


def _tasks(what: str) -> Callable[[Stage], float]:
    """Return the hours of one resource (`cpu` or `memory`, in whole units) of the fewest tasks that run."""
    return lambda stage: sum(getattr(s, what) / 1024 * s.least for s in (stage.web, stage.worker)) * HOURS


def _away(stage: Stage) -> int:
    return int(stage.has_recovery)


ROWS: Final = (
    Row("Fargate, processors", "vCPU-hour", _tasks("cpu"), _flat(0.04048)),
    Row("Fargate, memory", "GB-hour", _tasks("memory"), _flat(0.004445)),
    Row("Database, two zones", "instance-hour", _flat(2 * HOURS), lambda s: DATABASE_HOUR[s.database_class]),
    Row("Database, disk twice", "GB", lambda s: 2 * s.database_gb, _flat(0.115)),
    Row("Backups, as much again as the disk", "GB", lambda s: s.database_gb, _flat(0.095)),
    Row("Replica in Tokyo", "instance-hour", lambda s: _away(s) * HOURS, lambda s: DATABASE_HOUR[s.database_class]),
    Row("Replica, disk and backups", "GB", lambda s: _away(s) * s.database_gb, _flat(0.115 + 0.095)),
    Row("Valkey", "node-hour", lambda s: 2 * s.cache_shards * HOURS, lambda s: CACHE_HOUR[s.cache_class]),
    Row("Load balancer with one capacity unit", "hour", _flat(HOURS), _flat(0.0225 + 0.008)),
    Row("NAT gateways", "hour", lambda s: s.nat_gateways * HOURS, _flat(0.045)),
    Row("Firewall: list and six rules", "piece", _flat(1), _flat(5 + 6)),
    Row("Firewall, requests", "million", lambda s: REQUESTS_MILLION[s.name], _flat(0.60)),
    Row("Files, and their copy", "GB", lambda s: FILES_GB[s.name] * (1 + _away(s)), _flat(0.023)),
    Row("CloudWatch, figures (ours 15, AWS's about 40)", "metric", _flat(55), _flat(0.30)),
    Row("CloudWatch, alarms and dashboard", "piece", _flat(1), _flat(25 * 0.10 + 3)),
    Row("CloudWatch, logs", "GB", lambda s: LOGS_GB[s.name], _flat(0.50)),
    Row("Secrets and their copies", "secret", lambda s: 5 + 3 * _away(s), _flat(0.40)),
    Row("Keys", "key", lambda s: 1 + _away(s), _flat(1.0)),
)


def month(stage: Stage) -> float:
    """Return what a month costs in us-east-1, in US dollars."""
    return sum(row.units(stage) * row.price(stage) for row in ROWS)


def table() -> str:
    """Return the table in Markdown."""
    lines = ["| what | unit | staging | $ | production | $ |", "| --- | --- | ---: | ---: | ---: | ---: |"]
    for row in ROWS:
        cells = [cell for stage in (STAGING, PRODUCTION) for cell in _cells(row, stage)]
        lines.append(f"| {row.what} | {row.unit} | {' | '.join(cells)} |")
    totals = [(month(stage), month(stage) * SINGAPORE) for stage in (STAGING, PRODUCTION)]
    lines.append(f"| **us-east-1** | | | **{totals[0][0]:.0f}** | | **{totals[1][0]:.0f}** |")
    lines.append(f"| **Singapore, × {SINGAPORE}** | | | **{totals[0][1]:.0f}** | | **{totals[1][1]:.0f}** |")  # noqa: RUF001 - the table is for people
    return "\n".join(lines)


def _cells(row: Row, stage: Stage) -> tuple[str, str]:
    units, price = row.units(stage), row.price(stage)
    if not units:
        return "–", "–"  # noqa: RUF001
    return f"{units:,.10g} × {price:.6g}", f"{units * price:.2f}"  # noqa: RUF001


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
