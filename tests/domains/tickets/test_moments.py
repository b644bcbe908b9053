"""Raw moments are written exactly as all other JSON writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from itsm.domains.tickets.moments import WRITTEN, raw_moment
from itsm.platform import jsonio
from itsm.platform.db import lean
from itsm.platform.db.engine import Database


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2000, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 25, 18, 5, 44, 120_000, tzinfo=UTC),
        datetime(2026, 11, 25, 18, 5, 44, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    ],
)
async def test_both_ways_write_a_moment_alike(database: Database, moment: datetime) -> None:
    [[raw]] = await lean.fetch(f"SELECT {raw_moment('$1::timestamptz')}", (moment,))
    assert f'"{WRITTEN[raw]}"'.encode() == jsonio.dumps(moment)
    assert WRITTEN[raw] is WRITTEN[raw]


def test_no_moment_is_none() -> None:
    assert WRITTEN[None] is None
