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

from itsm.domains.settings import api as settings
from itsm.domains.tickets import views
from itsm.domains.tickets.moments import WRITTEN
from itsm.domains.tickets.visibility import Binds, branches, reach_of, where_visible
from itsm.platform.cache.snapshot import recheck_now
from itsm.platform.db import lean
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from itsm.domains.settings.api import Reference
    from itsm.domains.tickets.queries.filters import TicketFilter
    from itsm.domains.tickets.queries.sorting import Order
    from itsm.platform.actor import Actor

EXACT_UP_TO = 500
"""Totals up to here are counted; larger ones are the planner's estimate."""
_ESTIMATE_SECONDS = 60.0
_ESTIMATES_KEPT = 2_000
# Texts found by at most so many tickets are sorted after the search; common words are met soon enough while walking
# the list in its order. Between the two the planner decides, each time anew for the words at hand.
_RARE_UP_TO, _COMMON_FROM = 200, 2_000

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


async def list_tickets(actor: Actor, wanted: TicketFilter, page: PageRequest, reference: Reference) -> Listing:
    """Return one page of the tickets `actor` may see, named by `reference`.

    Raises Invalid (422) for a cursor that does not fit.
    """
    position = page.order.position(page.cursor)
    found = await _estimate_text(wanted.q) if wanted.q else 0
    query = _Query(actor, wanted, found)
    estimate = _known_estimate(query.key)
    if found > _COMMON_FROM and page.cursor is None and estimate is None:
        estimate = await _estimate(query.key, *query.everything())
    is_counting = page.cursor is None and (estimate is None or estimate <= EXACT_UP_TO)
    statement, values = query.page(page.order, position, page.limit + 1, is_counting=is_counting)
    rows = await lean.fetch(statement, values)
    has_more = len(rows) > page.limit
    rows = rows[: page.limit]
    total, is_estimate = await _total(query, rows, page, has_more=has_more)
    width = len(page.order.names)
    cursor = page.order.cursor(rows[-1][-width - 1 : -1]) if has_more else None
    items = await _items(rows, reference)
    if page.fields is not None:
        items = [views.only(item, page.fields) for item in items]
    return Listing(items, cursor, total, is_estimate)


async def _items(rows: list[Any], reference: Reference) -> list[dict[str, Any]]:
    """Return rows as entries, their categories and places named from memory."""
    try:
        return [views.item(row, reference.names, WRITTEN) for row in rows]
    except KeyError:
        # Another process added one after `reference` was read.
        recheck_now()
        async with get_database().reading() as session:
            reference = await settings.reference(session)
        return [views.item(row, reference.names, WRITTEN) for row in rows]


class _Query:
    """The statements of one list, sharing their conditions."""

    def __init__(self, actor: Actor, wanted: TicketFilter, found: int) -> None:
        """Take what is wanted, and about how many tickets hold the words asked for, if any are."""
        self._binds = Binds()
        self._conditions = wanted.conditions(self._binds)
        self._is_one_branch = reach_of(actor).sees_all or wanted.is_pinned or bool(wanted.q and found <= _COMMON_FROM)
        self._branches = self._visibility(actor)
        self._found = self._counted = ""
        if wanted.q:
            place = self._binds.add(wanted.q)
            self._found, self._counted = _text_condition(place, found), text_match(place)
        self.key = (tuple(self._branches), tuple(self._conditions), self._found, _hashable(self._binds.values))

    def _visibility(self, actor: Actor) -> tuple[str, ...]:
        if self._is_one_branch:
            return (where_visible(actor, self._binds),)
        return branches(actor, self._binds) or ("false",)

    def _where(self, branch: str, *more: str) -> str:
        parts = (branch, *self._conditions, *more)
        return " AND ".join(part for part in parts if part not in {"", "true"}) or "true"

    # sees all: every branch of a `_Query` begins with the rule
    def page(
        self, order: Order, position: list[Any] | None, rows: int, *, is_counting: bool
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the statement for `rows` rows after `position`; its last column is the total or NULL."""
        binds = Binds(*self._binds.values)
        after = (order.after(position, binds),) if position is not None else ()
        # A number in the text, not a bound one: a plan made for any limit would be no plan for a page.
        limit = str(int(rows))
        if len(self._branches) == 1 and not is_counting:
            return self._plain_page(order, after, limit), tuple(binds.values)
        columns = ", ".join(f"t.{name}" for name in order.names)
        hits = " UNION ".join(
            f"(SELECT {columns} FROM tickets t WHERE {self._where(branch, self._found, *after)} "  # noqa: S608 - enumerated parts
            f"ORDER BY {order.sql('t')} LIMIT {limit})"
            for branch in self._branches
        )
        total = self._bounded_count(limit) if is_counting else "NULL::bigint"
        return (
            f"WITH hits AS ({hits}), p AS (SELECT * FROM hits ORDER BY {order.sql('hits')} LIMIT {limit}) "  # noqa: S608
            f"SELECT {views.LIST_COLUMNS}, {order.read('p')}, {total} "
            f"FROM p JOIN tickets t ON t.id = p.id ORDER BY {order.sql('p')}"
        ), tuple(binds.values)

    # sees all: every branch of a `_Query` begins with the rule
    def _plain_page(self, order: Order, after: tuple[str, ...], limit: str) -> str:
        """Return the statement for a page that one index holds and nothing is counted for: each row is met once."""
        return (
            f"SELECT {views.LIST_COLUMNS}, {order.read('t')}, NULL::bigint FROM tickets t "  # noqa: S608 - enumerated parts
            f"WHERE {self._where(self._branches[0], self._found, *after)} ORDER BY {order.sql('t')} LIMIT {limit}"
        )

    # sees all: every branch of a `_Query` begins with the rule
    def _bounded_count(self, limit: str) -> str:
        """Return the count up to the bound; not evaluated where the first page holds everything."""
        hits = " UNION ".join(
            f"(SELECT t.id FROM tickets t WHERE {self._where(branch, self._found)} LIMIT {EXACT_UP_TO + 1})"  # noqa: S608
            for branch in self._branches
        )
        counted = f"(SELECT count(*) FROM (SELECT 1 FROM ({hits}) u LIMIT {EXACT_UP_TO + 1}) c)"  # noqa: S608
        return f"CASE WHEN (SELECT count(*) FROM p) >= {limit} THEN {counted} END"  # noqa: S608 - enumerated parts

    # sees all: every branch of a `_Query` begins with the rule
    def everything(self) -> tuple[str, tuple[Any, ...]]:
        """Return the statement whose row estimate is the size of the whole list."""
        where = " OR ".join(f"({branch})" for branch in self._branches)
        return f"SELECT 1 FROM tickets t WHERE {self._where(f'({where})', self._counted)}", tuple(self._binds.values)  # noqa: S608


def _text_asked(place: str) -> str:
    return f"websearch_to_tsquery('english', {place}::text) || websearch_to_tsquery('simple', {place}::text)"


def _text_condition(place: str, found: int) -> str:
    """Return the full-text condition in the form that suits words which about `found` tickets hold.

    For common words it is the one that keeps the list's own index leading. Where the plan is plain, the words are
    parsed in a subquery: so one plan serves them all and is made once, not for every search.
    """
    if found > _COMMON_FROM:
        return f"ts_match_vq(t.search, (SELECT {_text_asked(place)}))"
    return f"t.search @@ (SELECT {_text_asked(place)})" if found <= _RARE_UP_TO else text_match(place)


def text_match(place: str) -> str:
    """Return the full-text condition in the form in which the planner looks the words up in its statistics."""
    return f"t.search @@ ({_text_asked(place)})"


async def _total(query: _Query, rows: Any, page: PageRequest, *, has_more: bool) -> tuple[int | None, bool]:
    """Return the total and whether it is an estimate; None on later pages, which do not count."""
    if page.cursor is not None:
        return None, False
    if not has_more:
        return len(rows), False
    counted = rows[-1][-1]
    if counted is not None and counted <= EXACT_UP_TO:
        return int(counted), False
    return max(await _estimate(query.key, *query.everything()), EXACT_UP_TO + 1), True


# sees all: every branch of a `_Query` begins with the rule
async def _estimate_text(asked: str) -> int:
    """Return about how many tickets hold the words asked for."""
    statement = f"SELECT 1 FROM tickets t WHERE {text_match('$1')}"  # noqa: S608
    return await _estimate(("text", asked.casefold()), statement, (asked,))


def _known_estimate(key: Any) -> int | None:
    known = _estimates.get(key)
    return known[1] if known is not None and known[0] > time.monotonic() else None


async def _estimate(key: Any, statement: str, values: tuple[Any, ...]) -> int:
    """Return the planner's row estimate of a statement, remembered for a minute."""
    known = _known_estimate(key)
    if known is not None:
        return known
    [[plan]] = await lean.fetch(f"EXPLAIN (FORMAT JSON) {statement}", values)
    rows = int(plan[0]["Plan"]["Plan Rows"])
    if len(_estimates) >= _ESTIMATES_KEPT:
        _estimates.clear()
    _estimates[key] = (time.monotonic() + _ESTIMATE_SECONDS, rows)
    return rows


def forget_estimates() -> None:
    """Drop remembered estimates; for tests that change the database underneath."""
    _estimates.clear()


def _hashable(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
