"""The filters of one part of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime


def within(drill: Mapping[str, str], narrowed: Mapping[str, str]) -> dict[str, str]:
    """Return `drill` narrowed to one part. A stretch of time never reaches beyond the period."""
    found = {**drill, **narrowed}
    for name, value in drill.items():
        if name in narrowed and name.endswith("_from"):
            found[name] = max(value, narrowed[name], key=datetime.fromisoformat)
        elif name in narrowed and name.endswith("_to"):
            found[name] = min(value, narrowed[name], key=datetime.fromisoformat)
    return found
