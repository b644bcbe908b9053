"""A page of tickets in one statement, whatever its size.

The caller's visibility is a union of conditions that each have an index in list order (`visibility.branches`):
every branch reads at most one page from its index, the pages are merged, and only the rows that are shown are
joined. Totals are counted up to 500 and estimated by the planner beyond; no query walks the whole table to
count it. For text, the planner's estimate decides between the two ways that suit rare and common words.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm.domains.tickets import views
from itsm.domains.tickets.visibility import Binds, branches, reach_of, where_visible
from itsm.platform import jsonio
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.domains.tickets.queries.sorting import Order
    from itsm.platform.actor import Actor

EXACT_UP_TO = 500
"""Totals up to here are counted; larger ones are the planner's estimate."""
_ESTIMATE_SECONDS = 60.0
_ESTIMATES_KEPT = 2_000
# Texts found by at most so many tickets are sorted after the search; more common words are met soon enough
# while walking the list in its order.
_RARE_UP_TO = 2_000

_estimates: dict[Any, tuple[float, int]] = {}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page as it is answered."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    total: int | None
    total_is_estimate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which page in which order, and which fields of each ticket (None: all)."""

    order: Order
    limit: int
    cursor: str | None = None
    fields: frozenset[str] | None = None


def parse_fields(written: str | None, known: frozenset[str]) -> frozenset[str] | None:
    """Return the fields asked for, with the id; None for all. Raises Invalid (422) for unknown ones."""
    if written is None:
        return None
    wanted = frozenset(part.strip() for part in written.split(",") if part.strip())
    if unknown := sorted(wanted - known):
        raise Invalid.field("fields", f"unknown: {', '.join(unknown)[:200]}", "unknown_field")
    return wanted | {"id"}


async def list_tickets(session: AsyncSession, actor: Actor, wanted: TicketFilter, page: PageRequest) -> Listing:
    """Return one page of the tickets `actor` may see. Raises Invalid (422) for a cursor that does not fit."""
    position = page.order.position(page.cursor)
    connection = await session.connection()
    is_common = bool(wanted.q) and await _estimate_text(connection, wanted.q) > _RARE_UP_TO
    query = _Query(actor, wanted, is_common=is_common)
    estimate = _known_estimate(query.key)
    if is_common and page.cursor is None and estimate is None:
        estimate = await _estimate(connection, query.key, *query.everything())
    is_counting = page.cursor is None and (estimate is None or estimate <= EXACT_UP_TO)
    statement, values = query.page(page.order, position, page.limit + 1, is_counting=is_counting)
    rows = (await connection.exec_driver_sql(statement, values)).all()
    has_more = len(rows) > page.limit
    rows = rows[: page.limit]
    total, is_estimate = await _total(connection, query, rows, page, has_more=has_more)
    width = len(page.order.names)
    cursor = page.order.cursor(rows[-1][-width - 1 : -1]) if has_more else None
    items = [views.only(views.item(row), page.fields) for row in rows]
    return Listing(items, cursor, total, is_estimate)


class _Query:
    """The statements of one list, sharing their conditions."""

    def __init__(self, actor: Actor, wanted: TicketFilter, *, is_common: bool) -> None:
        self._binds = Binds()
        self._conditions = wanted.conditions(self._binds)
        self._is_one_branch = reach_of(actor).sees_all or wanted.is_pinned or bool(wanted.q and not is_common)
        self._branches = self._visibility(actor)
        self._found = ""
        if wanted.q:
            self._found = _text_condition(self._binds.add(wanted.q), is_common=is_common)
        self.key = (tuple(self._branches), tuple(self._conditions), self._found, _hashable(self._binds.values))

    def _visibility(self, actor: Actor) -> tuple[str, ...]:
        if self._is_one_branch:
            return (where_visible(actor, self._binds),)
        return branches(actor, self._binds) or ("false",)

    def _where(self, branch: str, *more: str) -> str:
        parts = (branch, *self._conditions, *((self._found,) if self._found else ()), *more)
        return " AND ".join(part for part in parts if part != "true") or "true"

    def page(
        self, order: Order, position: list[Any] | None, rows: int, *, is_counting: bool
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the statement for `rows` rows after `position`; its last column is the total or NULL."""
        binds = Binds(*self._binds.values)
        after = (order.after(position, binds),) if position is not None else ()
        # A number in the text, not a bound one: a plan made for any limit would be no plan for a page.
        limit = str(int(rows))
        columns = ", ".join(f"t.{name}" for name in order.names)
        hits = " UNION ".join(
            f"(SELECT {columns} FROM tickets t WHERE {self._where(branch, *after)} "  # noqa: S608 - enumerated parts
            f"ORDER BY {order.sql('t')} LIMIT {limit})"
            for branch in self._branches
        )
        total = self._bounded_count(limit) if is_counting else "NULL::bigint"
        page_columns = ", ".join(f"p.{name}" for name in order.names)
        return (
            f"WITH hits AS ({hits}), p AS (SELECT * FROM hits ORDER BY {order.sql('hits')} LIMIT {limit}) "  # noqa: S608
            f"SELECT {views.ITEM_COLUMNS}, {page_columns}, {total} "
            f"FROM p JOIN tickets t ON t.id = p.id ORDER BY {order.sql('p')}"
        ), tuple(binds.values)

    def _bounded_count(self, limit: str) -> str:
        """Return the count up to the bound; not evaluated where the first page holds everything."""
        hits = " UNION ".join(
            f"(SELECT t.id FROM tickets t WHERE {self._where(branch)} LIMIT {EXACT_UP_TO + 1})"  # noqa: S608
            for branch in self._branches
        )
        counted = f"(SELECT count(*) FROM (SELECT 1 FROM ({hits}) u LIMIT {EXACT_UP_TO + 1}) c)"  # noqa: S608
        return f"CASE WHEN (SELECT count(*) FROM p) >= {limit} THEN {counted} END"  # noqa: S608 - enumerated parts

    def everything(self) -> tuple[str, tuple[Any, ...]]:
        """Return the statement whose row estimate is the size of the whole list."""
        where = " OR ".join(f"({branch})" for branch in self._branches)
        return f"SELECT 1 FROM tickets t WHERE {self._where(f'({where})')}", tuple(self._binds.values)  # noqa: S608


def _text_condition(place: str, *, is_common: bool) -> str:
    """Return the full-text condition; for common words in the form that keeps the list's own index leading."""
    asked = f"(websearch_to_tsquery('english', {place}::text) || websearch_to_tsquery('simple', {place}::text))"
    return f"ts_match_vq(t.search, {asked})" if is_common else f"t.search @@ {asked}"


async def _total(
    connection: AsyncConnection, query: _Query, rows: Any, page: PageRequest, *, has_more: bool
) -> tuple[int | None, bool]:
    """Return the total and whether it is an estimate; None on later pages, which do not count."""
    if page.cursor is not None:
        return None, False
    if not has_more:
        return len(rows), False
    counted = rows[-1][-1]
    if counted is not None and counted <= EXACT_UP_TO:
        return int(counted), False
    return max(await _estimate(connection, query.key, *query.everything()), EXACT_UP_TO + 1), True


async def _estimate_text(connection: AsyncConnection, asked: str) -> int:
    """Return about how many tickets hold the words asked for."""
    statement = f"SELECT 1 FROM tickets t WHERE {_text_condition('$1', is_common=False)}"  # noqa: S608
    return await _estimate(connection, ("text", asked.casefold()), statement, (asked,))


def _known_estimate(key: Any) -> int | None:
    known = _estimates.get(key)
    return known[1] if known is not None and known[0] > time.monotonic() else None


async def _estimate(connection: AsyncConnection, key: Any, statement: str, values: tuple[Any, ...]) -> int:
    """Return the planner's row estimate of a statement, remembered for a minute."""
    known = _known_estimate(key)
    if known is not None:
        return known
    found = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values)
    plan = found.scalar_one()
    rows = int((jsonio.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])
    if len(_estimates) >= _ESTIMATES_KEPT:
        _estimates.clear()
    _estimates[key] = (time.monotonic() + _ESTIMATE_SECONDS, rows)
    return rows


def forget_estimates() -> None:
    """Drop remembered estimates; for tests that change the database underneath."""
    _estimates.clear()


def _hashable(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
