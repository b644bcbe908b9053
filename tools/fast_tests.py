"""A pytest plugin for `make check`: keeps the tests that need neither a database nor other processes."""

from __future__ import annotations

import pytest

STARTS_A_SERVER = {"postgres", "server", "start_up"}
SLOW_MARKERS = ("slow", "kill", "data", "fuzz")


def is_fast(item: pytest.Item) -> bool:
    """Whether a test runs in this process alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return not fixtures & STARTS_A_SERVER and not any(item.get_closest_marker(name) for name in SLOW_MARKERS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the others, visibly: pytest counts them as deselected."""
    left_out = [item for item in items if not is_fast(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if is_fast(item)]
