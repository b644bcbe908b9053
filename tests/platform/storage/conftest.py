"""A real object store on loopback for all tests of storage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.factories.objects import running_store


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server of the S3 protocol; skipped where its program is not installed."""
    with running_store(tmp_path_factory.mktemp("s3")) as address:
        yield address
