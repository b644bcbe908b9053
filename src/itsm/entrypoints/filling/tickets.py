"""Fill a database with many believable tickets: the demonstration's tickets, lived through the services, multiplied.

Every copy gets its own ids, number, requester, words and time; clocks, timers, ledger, conversation and audit
trail are copied with it. One statement a table, then ANALYZE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.entrypoints.filling.people import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm.entrypoints.filling.sql import Sql

PATTERNS = 90
COPIED = ("tickets", "sla_clocks", "sla_timers", "sla_intervals", "ticket_comments", "audit_entries")
FIRST_NUMBER = 100_000
"""Copies are numbered from here on: above what a desk of the demonstration reaches."""
ACTIVE_SHARE = 0.05
"""Of a hundred tickets so many are still worked on; the rest lies in the past."""
WEEKS_BACK = 100

_WORDS = (
    "ARRAY['badge reader','conveyor','cutting table','label printer','meeting room','warehouse gate','sample room',"
    "'time clock','plotter','handheld scanner','loading dock','wifi access point','knitting line','packing cell',"
    "'quality lab','customs portal','price list','size chart','shipment','purchase order']"
)
_NOTES = (
    "ARRAY['It began after lunch.','Restarting did not help.','A colleague sees the same.','It worked yesterday.',"
    "'The buyer is waiting for it.','We switched to the spare one for now.','Nothing was changed on our side.',"
    "'It happens every morning.','Only this floor is concerned.','The night shift reported it first.']"
)
# n-th copy: which pattern, by whom, when. Active patterns keep their time to the minute; finished ones go back.
_COPIES = f"""
    CREATE UNLOGGED TABLE bench_copies AS
    WITH lived AS (SELECT id, status IN ('resolved', 'closed') is_finished FROM tickets
                   WHERE split_part(number, '-', 3)::int <= {FIRST_NUMBER}),
         active AS (SELECT array_agg(id) ids FROM lived WHERE NOT is_finished),
         finished AS (SELECT array_agg(id) ids FROM lived WHERE is_finished),
         people AS (SELECT array_agg(id) ids FROM users WHERE email LIKE '{ADDRESSES}'),
         picked AS (
            SELECT n, CASE WHEN hashint4(n) & 1023 < {int(ACTIVE_SHARE * 1024)}
                           THEN active.ids[1 + (hashint4(n + 1) & 65535) % cardinality(active.ids)]
                           ELSE finished.ids[1 + (hashint4(n + 1) & 65535) % cardinality(finished.ids)] END pattern_id,
                   people.ids[1 + (hashint4(n + 2) & 65535) % cardinality(people.ids)] requester_id,
                   hashint4(n + 3) & 65535 dice
            FROM generate_series(%(first)s + 1, %(first)s + %(count)s) n, active, finished, people)
    SELECT k.n, k.pattern_id, k.requester_id, k.dice, s.shift, uuidv7(t.created_at - s.shift - now()) id
    FROM picked k JOIN tickets t ON t.id = k.pattern_id,
         LATERAL (SELECT CASE WHEN t.status IN ('resolved', 'closed')
                              THEN make_interval(mins => (k.dice / 65536.0 * {WEEKS_BACK} * 7 * 1440)::int)
                              ELSE make_interval(mins => k.dice % 90) END shift) s
"""  # noqa: S608 - constants of this module
# Entries about a ticket, or about what belongs to it.
_AUDIT = """
    CREATE UNLOGGED TABLE bench_audit AS
    SELECT *, CASE WHEN subject_type = 'ticket' THEN subject_id ELSE parent_id END ticket_id FROM audit_entries
"""
_CHILD_ID = "overlay(md5({id}::text || c.n)::text placing left(replace(c.id::text, '-', ''), 12) from 1 for 12)::uuid"


def fill(sql: Sql, count: int, tell: Callable[[str], None] = lambda _: None) -> None:
    """Add `count` copies of the tickets in the database, and have statistics and visibility map made.

    The database holds tickets of every state and the people of `people.py`. `tell` hears what is being done. Indexes of
    the large tables are taken away and made anew; those of a run that was cut short come back with the next.
    """
    if count <= 0:
        return
    _bring_back_indexes(sql)
    tell("choosing")
    sql("DROP TABLE IF EXISTS bench_copies, bench_audit")
    sql(_COPIES.replace("%(count)s", str(count)).replace("%(first)s", str(_copied_before(sql))))
    sql(_AUDIT)
    sql("ANALYZE bench_copies, bench_audit")
    _put_indexes_away(sql)
    for table, statement in _statements(sql).items():
        tell(table)
        sql(f"SET session_replication_role = replica; SET work_mem = '64MB'; {statement}")
    tell("indexes")
    _bring_back_indexes(sql)
    sql("DROP TABLE bench_copies, bench_audit")
    sql(f"SELECT setval('ticket_numbers_' || date_part('year', now()), {FIRST_NUMBER} + {_copied_before(sql)})")
    sql(_LOADS)
    tell("statistics")
    sql("VACUUM ANALYZE")
    sql("CHECKPOINT")


def _copied_before(sql: Sql) -> int:
    """Return the highest number a copy has, from 0."""
    highest = sql(f"SELECT coalesce(max(split_part(number, '-', 3)::int), 0) - {FIRST_NUMBER} FROM tickets")  # noqa: S608
    return max(0, int(highest))


_LOADS = """
    UPDATE agent_loads l SET open_count = (SELECT count(*) FROM tickets t WHERE t.assignee_id = l.user_id
                                           AND t.status NOT IN ('resolved', 'closed'))
"""


def _put_indexes_away(sql: Sql) -> None:
    """Drop the indexes that can be made again at once, which is much faster than row by row; keep how they are made."""
    tables = ", ".join(f"'{name}'" for name in COPIED)
    sql(
        "CREATE TABLE bench_indexes AS SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "  # noqa: S608
        f"AND tablename IN ({tables}) AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    for name in sql("SELECT indexname FROM bench_indexes").splitlines():
        sql(f"DROP INDEX {name}")


def _bring_back_indexes(sql: Sql) -> None:
    """Make again what was put away."""
    if not sql("SELECT to_regclass('bench_indexes')"):
        return
    for line in sql("SELECT indexname, indexdef FROM bench_indexes").splitlines():
        name, definition = line.split("|", 1)
        if not sql(f"SELECT to_regclass('{name}')"):
            # Of a table in partitions PostgreSQL says "ON ONLY", which would leave the partitions without.
            sql(f"SET maintenance_work_mem = '512MB'; {definition.replace(' ON ONLY ', ' ON ')}")
    sql("DROP TABLE bench_indexes")


def _statements(sql: Sql) -> dict[str, str]:
    """Return, for each table, the statement that copies its rows."""
    clock_id = _CHILD_ID.format(id="k.id")
    words = {
        "title": f"left(p.title || ', ' || ({_WORDS})[1 + c.dice % 20] || ' ' || c.n % 997, 255)",
        "description": f"p.description || ' ' || ({_NOTES})[1 + c.dice % 10] || ' ' || ({_NOTES})[1 + c.dice / 16 % 10]"
        f" || ' It is about the ' || ({_WORDS})[1 + c.dice / 32 % 20] || '.'",
        "number": f"'TKT-' || to_char(p.created_at - c.shift, 'YYYY') || '-' || ({FIRST_NUMBER} + c.n)",
        "requester_id": "c.requester_id",
    }
    of_clock = "JOIN sla_clocks k ON k.ticket_id = c.pattern_id JOIN {table} p ON p.clock_id = k.id"
    about = "JOIN bench_audit p ON p.ticket_id = c.pattern_id"
    audit = {
        "id": "uuidv7(p.at - c.shift - now())",
        "subject_id": "CASE WHEN p.subject_id = c.pattern_id THEN c.id ELSE p.subject_id END",
        "parent_id": "CASE WHEN p.parent_id = c.pattern_id THEN c.id END",
    }
    own = {"ticket_id": "c.id"}
    of_ticket = "JOIN {table} p ON p.ticket_id = c.pattern_id"
    kinds: dict[str, tuple[str, dict[str, str]] | tuple[str, dict[str, str], str]] = {
        "tickets": ("JOIN {table} p ON p.id = c.pattern_id", {"id": "c.id"} | words),
        "sla_clocks": (of_ticket, own | {"id": _CHILD_ID.format(id="p.id")}),
        "sla_timers": (of_clock, {"clock_id": clock_id}),
        "sla_intervals": (of_clock, {"clock_id": clock_id}),
        "ticket_comments": (of_ticket, own | {"id": _CHILD_ID.format(id="p.id")}),
        "audit_entries": (about, audit, ", p.seq"),  # a history is read in the order in which it was written
    }
    return {table: _copy(sql, table, *how) for table, how in kinds.items()}


def _copy(sql: Sql, table: str, join: str, replaced: Mapping[str, str], order: str = "") -> str:
    """Return the statement that copies the rows of a table, times moved with their ticket."""
    columns = sql(
        "SELECT column_name, data_type FROM information_schema.columns "  # noqa: S608 - names from this module
        f"WHERE table_name = '{table}' AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position"
    )
    kinds = dict(line.split("|") for line in columns.splitlines())
    values = [replaced.get(name) or _moved(name, kind) for name, kind in kinds.items()]
    return (
        f"INSERT INTO {table} ({', '.join(kinds)}) SELECT {', '.join(values)} "  # noqa: S608 - names from the catalogue
        f"FROM bench_copies c {join.format(table=table)} ORDER BY c.n{order}"
    )


def _moved(name: str, kind: str) -> str:
    return f"p.{name} - c.shift" if kind.startswith("timestamp") else f"p.{name}"
