"""What is made under an Idempotency-Key when PostgreSQL breaks a deadlock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response

from itsm.platform.actor import system_actor
from itsm.platform.db.direct import fetch
from itsm.platform.db.tables import IdempotencyRow, ScheduleRow
from itsm.platform.http.idempotency import Idempotency
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.db.engine import Database
    from itsm.platform.work import UnitOfWork

ACTOR = replace(system_actor(), id=new_id())
FAIL = "DO $$ BEGIN RAISE EXCEPTION 'a circle' USING ERRCODE = '{}'; END $$"


def once(key: str | None) -> Idempotency:
    return Idempotency(Request({"type": "http", "method": "POST", "path": "/x", "headers": []}), key)


class Maker:
    """Inserts a row and then fails as often as it is told to."""

    def __init__(self, *states: str) -> None:
        self.states = list(states)
        self.turns = 0

    async def __call__(self, work: UnitOfWork) -> Response:
        self.turns += 1
        work.stage(ScheduleRow, {"name": f"turn {self.turns}", "last_tick": 1})
        if self.states:
            await fetch(work.session, FAIL.format(self.states.pop(0)))
        return Response(b"{}", 201)


async def count(database: Database, table: type) -> int:
    async with database.reading() as session:
        return int((await session.execute(select(func.count()).select_from(table))).scalar_one())


async def test_a_broken_deadlock_is_made_again_from_the_start(database: Database) -> None:
    make = Maker("40P01", "40P01")
    assert (await once("k").answer(ACTOR, b"{}", make)).status_code == 201
    assert make.turns == 3
    assert await count(database, ScheduleRow) == await count(database, IdempotencyRow) == 1


@pytest.mark.parametrize(("states", "turns"), [(("40P01",) * 3, 3), (("57014",), 1)])
async def test_a_third_one_and_any_other_are_told(database: Database, states: tuple[str, ...], turns: int) -> None:
    make = Maker(*states)
    with pytest.raises(DBAPIError):
        await once("k").answer(ACTOR, b"{}", make)
    assert make.turns == turns
    assert await count(database, ScheduleRow) == await count(database, IdempotencyRow) == 0


async def test_without_a_key_nothing_is_remembered(database: Database) -> None:
    make = Maker()
    answers = [await once(None).answer(ACTOR, b"{}", make) for _ in range(2)]
    assert [answer.headers.get("idempotent-replayed") for answer in answers] == [None, None]
    assert (await count(database, ScheduleRow), await count(database, IdempotencyRow)) == (2, 0)
