"""What the doctor found."""

from __future__ import annotations

from dataclasses import dataclass

from itsm.domains.ops.enums import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one part: what was seen, and what to do about it where that is anything."""

    part: str
    verdict: Verdict
    seen: str
    mend: str = ""


def ok(part: str, seen: str) -> Finding:
    """Return that a part is as it should be."""
    return Finding(part, Verdict.OK, seen)


def warning(part: str, seen: str, mend: str) -> Finding:
    """Return that a part works but should be different."""
    return Finding(part, Verdict.WARNING, seen, mend)


def failing(part: str, seen: str, mend: str) -> Finding:
    """Return that a part does not work."""
    return Finding(part, Verdict.FAILING, seen, mend)
