"""What an experiment did, found and had to show; and the table of all of them in docs/reliability.md."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
BEGIN = "<!-- drills: written by `make drills` -->"
END = "<!-- /drills -->"
_HEAD = "| | what was done | figures | must be | held | when, commit, load |\n| --- | --- | --- | --- | --- | --- |"
_ORDER_CHARS = 3


class SkippedError(Exception):
    """The experiment cannot run on this machine; the message says why."""


@dataclass
class Report:
    """One experiment. `demand` notes what must be; the experiment held where all of it is so."""

    did: str
    figures: list[str] = field(default_factory=list)
    demands: list[tuple[str, bool]] = field(default_factory=list)
    skipped: str = ""

    def figure(self, text: str) -> None:
        """Note something counted or measured."""
        self.figures.append(text)

    def demand(self, what: str, *, held: bool) -> None:
        """Note something that must be, and whether it is."""
        self.demands.append((what, held))

    @property
    def held(self) -> bool:
        """Whether everything demanded is so; an experiment that demands nothing shows nothing."""
        return not self.skipped and bool(self.demands) and all(held for _, held in self.demands)

    @property
    def verdict(self) -> str:
        """Return the word of the table."""
        if self.skipped:
            return "skipped"
        broken = [what for what, held in self.demands if not held]
        return "yes" if self.held else f"**no**: {'; '.join(broken) or 'nothing was demanded'}"


def row(name: str, report: Report, stamp: str) -> str:
    """Return the experiment's line of the table."""
    demands = "; ".join(what for what, _ in report.demands)
    figures = f"skipped: {report.skipped}" if report.skipped else "; ".join(report.figures)
    cells = [name, report.did, figures, demands, report.verdict, stamp]
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"


def stamp() -> str:
    """Return when and of which commit this is, and how busy the machine is."""
    commit = _git("rev-parse", "--short=8", "HEAD")
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no", "--", "src", "drills", "migrations") else ""
    return f"{datetime.now(UTC):%d %b %H:%M}, {commit}{changed}, {os.getloadavg()[0]:.1f}"


def write(rows: dict[str, str], page: Path = PAGE) -> None:
    """Put lines into the table on the page; lines of experiments that did not run stay as they are."""
    before, _, rest = page.read_text().partition(BEGIN)
    old, _, after = rest.partition(END)
    kept = {line[2:].split(" |")[0]: line for line in old.splitlines() if line.startswith(("| E", "| A"))}
    lines = kept | rows
    table = "\n".join(lines[name] for name in sorted(lines))
    page.write_text(f"{before}{BEGIN}\n{_machine()}\n\n{_HEAD}\n{table}\n{END}{after}")


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}, PostgreSQL 18 with `fsync` and `synchronous_commit` on; all on this machine. "
        "A commit with + had changes that were not committed yet; the load is the load average after the experiment."
    )


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
