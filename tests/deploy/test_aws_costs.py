"""The costs that docs/guide/aws.md tells are those of the sizes in deploy/aws. Needs none of the packages of AWS."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUM = re.compile(r"([\d,.]+) × ([\d.]+) \| ([\d.]+)")  # noqa: RUF001 - as printed


def printed() -> str:
    command = [sys.executable, str(ROOT / "deploy" / "aws" / "costs.py")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - our own


def test_the_guide_tells_what_the_sizes_cost() -> None:
    assert printed() in (ROOT / "docs" / "guide" / "aws.md").read_text()


def test_every_line_is_its_product_and_the_last_is_their_sum() -> None:
    table = printed()
    products = SUM.findall(table)
    assert len(products) > 30
    for units, price, cost in products:
        assert abs(float(units.replace(",", "")) * float(price) - float(cost)) < 0.011
    total = sum(float(cost) for _, _, cost in products)
    (both,) = [re.findall(r"\*\*(\d+)\*\*", line) for line in table.splitlines() if "us-east-1" in line]
    assert abs(total - sum(map(float, both))) < 2
