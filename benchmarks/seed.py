"""Fill a database with many believable tickets: the demonstration's tickets, lived through the services, multiplied.

Every copy gets its own ids, number, requester, words and time; clocks, timers, ledger, conversation and audit
trail are copied with it. One statement a table, then ANALYZE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.stage import Stage

PATTERNS = 90
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
    WITH active AS (SELECT array_agg(id) ids FROM tickets WHERE status NOT IN ('resolved', 'closed')),
         finished AS (SELECT array_agg(id) ids FROM tickets WHERE status IN ('resolved', 'closed')),
         people AS (SELECT array_agg(id) ids FROM users WHERE email LIKE 'person%'),
         picked AS (
            SELECT n, CASE WHEN hashint4(n) & 1023 < {int(ACTIVE_SHARE * 1024)}
                           THEN active.ids[1 + (hashint4(n + 1) & 65535) % cardinality(active.ids)]
                           ELSE finished.ids[1 + (hashint4(n + 1) & 65535) % cardinality(finished.ids)] END pattern_id,
                   people.ids[1 + (hashint4(n + 2) & 65535) % cardinality(people.ids)] requester_id,
                   hashint4(n + 3) & 65535 dice
            FROM generate_series(1, %(count)s) n, active, finished, people)
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


def fill(stage: Stage, count: int) -> None:
    """Add `count` copies of the tickets in the database, and have statistics and visibility map made."""
    stage.sql("DROP TABLE IF EXISTS bench_copies, bench_audit")
    stage.sql(_COPIES.replace("%(count)s", str(count)))
    stage.sql(_AUDIT)
    stage.sql("ANALYZE bench_copies, bench_audit")
    indexes = _indexes(stage)
    for name in indexes:
        stage.sql(f"DROP INDEX {name}")
    for statement in _statements(stage):
        stage.sql(f"SET session_replication_role = replica; SET work_mem = '64MB'; {statement}")
    for definition in indexes.values():
        stage.sql(definition)
    stage.sql("DROP TABLE bench_copies, bench_audit")
    stage.sql("SELECT setval('ticket_numbers_' || date_part('year', now()), 300000)")
    stage.sql(_LOADS)
    stage.sql("VACUUM ANALYZE")
    stage.sql("CHECKPOINT")


_LOADS = """
    UPDATE agent_loads l SET open_count = (SELECT count(*) FROM tickets t WHERE t.assignee_id = l.user_id
                                           AND t.status NOT IN ('resolved', 'closed'))
"""


def _indexes(stage: Stage) -> dict[str, str]:
    """Return the indexes of the large tables that can be made again at once, which is much faster than row by row."""
    lines = stage.sql(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND tablename IN ('tickets', 'audit_entries') "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    # Of a table in partitions PostgreSQL says "ON ONLY", which would leave the partitions without.
    return dict(line.replace(" ON ONLY ", " ON ").split("|", 1) for line in lines.splitlines())


def _statements(stage: Stage) -> list[str]:
    clock_id, comment_id = _CHILD_ID.format(id="k.id"), _CHILD_ID.format(id="m.id")
    words = {
        "title": f"left(p.title || ', ' || ({_WORDS})[1 + c.dice % 20] || ' ' || c.n % 997, 255)",
        "description": f"p.description || ' ' || ({_NOTES})[1 + c.dice % 10] || ' ' || ({_NOTES})[1 + c.dice / 16 % 10]"
        f" || ' It is about the ' || ({_WORDS})[1 + c.dice / 32 % 20] || '.'",
        "number": "'TKT-' || to_char(p.created_at - c.shift, 'YYYY') || '-' || lpad((100000 + c.n)::text, 6, '0')",
        "requester_id": "c.requester_id",
    }
    of_clock = "JOIN sla_clocks k ON k.ticket_id = c.pattern_id JOIN {table} p ON p.clock_id = k.id"
    about = "JOIN bench_audit p ON p.ticket_id = c.pattern_id"
    audit = {
        "id": "gen_random_uuid()",
        "subject_id": "CASE WHEN p.subject_id = c.pattern_id THEN c.id ELSE p.subject_id END",
        "parent_id": "CASE WHEN p.parent_id = c.pattern_id THEN c.id END",
    }
    own = {"ticket_id": "c.id"}
    return [
        _copy(stage, "tickets", "JOIN {table} p ON p.id = c.pattern_id", {"id": "c.id"} | words),
        _copy(
            stage,
            "sla_clocks",
            "JOIN {table} p ON p.ticket_id = c.pattern_id",
            own | {"id": clock_id.replace("k.id", "p.id")},
        ),
        _copy(stage, "sla_timers", of_clock, {"clock_id": clock_id}),
        _copy(stage, "sla_intervals", of_clock, {"clock_id": clock_id}),
        _copy(
            stage,
            "ticket_comments",
            "JOIN {table} p ON p.ticket_id = c.pattern_id",
            own | {"id": comment_id.replace("m.id", "p.id")},
        ),
        _copy(stage, "audit_entries", about, audit),
    ]


def _copy(stage: Stage, table: str, join: str, replaced: Mapping[str, str]) -> str:
    """Return the statement that copies the rows of a table, times moved with their ticket."""
    columns = stage.sql(
        "SELECT column_name, data_type FROM information_schema.columns "  # noqa: S608 - names from this module
        f"WHERE table_name = '{table}' AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position"
    )
    kinds = dict(line.split("|") for line in columns.splitlines())
    values = [replaced.get(name) or _moved(name, kind) for name, kind in kinds.items()]
    return (
        f"INSERT INTO {table} ({', '.join(kinds)}) SELECT {', '.join(values)} "  # noqa: S608 - names from the catalogue
        f"FROM bench_copies c {join.format(table=table)} ORDER BY c.n"
    )


def _moved(name: str, kind: str) -> str:
    return f"p.{name} - c.shift" if kind.startswith("timestamp") else f"p.{name}"
