"""One product for all tests of faults: starting it is the slow part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from drills.product import Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("faults") / "home")
    try:
        running.start()
        yield running
    finally:
        running.stop()
