"""A desk of several hundred tickets that differ in everything figures are made of."""

from __future__ import annotations

from sqlalchemy import text

from itsm.platform.db.engine import Database
from tests.domains.tickets.helpers import raise_ticket
from tests.factories.world import World

COUNT = 420
_CHANGED = (
    "id, number, status, priority, category_id, location_id, team_id, assignee_id, requester_id, source, created_at, "
    "updated_at, first_responded_at, resolved_at, closed_at, resolution_summary, resolution_category, root_cause, "
    "pending_reason, pending_since, reopen_count, reassignment_count, is_escalated, is_breached, is_unrouted, "
    "response_state, resolution_state, rating, rated_at"
)
_FILL = """
WITH one AS (SELECT * FROM tickets LIMIT 1),
     c AS (SELECT array_agg(id ORDER BY name) AS ids FROM categories WHERE parent_id IS NULL),
     l AS (SELECT array_agg(id ORDER BY name) AS ids FROM locations),
     m AS (SELECT array_agg(team_id ORDER BY team_id, user_id) AS teams,
                  array_agg(user_id ORDER BY team_id, user_id) AS people FROM team_members),
     r AS (SELECT array_agg(id ORDER BY email) AS ids FROM users WHERE role = 'end_user'),
     n AS (SELECT n, now() - (n * 7919 % 90) * interval '1 day' - (n * 104729 % 1440) * interval '1 minute' AS at,
                  n % 5 < 2 AS is_open, n % 11 AS spread FROM generate_series(1, {count}) n)
INSERT INTO tickets ({changed}, {kept})
SELECT gen_random_uuid(), 'TKT-2026-' || lpad((n + 100)::text, 6, '0'),
       CASE WHEN is_open THEN (ARRAY['new', 'in_progress', 'pending', 'reopened'])[n / 5 % 4 + 1]
            ELSE (ARRAY['resolved', 'closed'])[n % 2 + 1] END,
       n / 3 % 4 + 1, c.ids[n % cardinality(c.ids) + 1], l.ids[n / 2 % cardinality(l.ids) + 1],
       CASE WHEN n % 13 > 0 THEN m.teams[n % cardinality(m.teams) + 1] END,
       CASE WHEN n % 13 > 1 THEN m.people[n % cardinality(m.people) + 1] END,
       r.ids[n % cardinality(r.ids) + 1], CASE WHEN n % 3 = 0 THEN 'email' ELSE 'portal' END, at, at,
       CASE WHEN n % 7 > 0 THEN least(at + spread * interval '17 minutes', now()) END,
       CASE WHEN NOT is_open THEN least(at + spread * interval '9 hours' + interval '40 minutes', now()) END,
       CASE WHEN NOT is_open AND n % 2 = 1 THEN now() END,
       CASE WHEN NOT is_open THEN 'Done.' END, CASE WHEN NOT is_open THEN 'Fixed' END,
       CASE WHEN NOT is_open THEN 'Wear.' END,
       CASE WHEN is_open AND n / 5 % 4 = 2 THEN 'user' END, CASE WHEN is_open AND n / 5 % 4 = 2 THEN at END,
       n % 4 % 3 % 2, n / 7 % 2, n % 17 = 0, n % 6 = 0, n % 13 = 0,
       (ARRAY['met', 'breached', 'running', 'warning'])[n / 2 % 4 + 1],
       (ARRAY['met', 'met', 'breached', 'warning', 'met'])[n / 3 % 5 + 1],
       CASE WHEN NOT is_open AND n % 3 = 0 THEN n / 3 % 5 + 1 END, CASE WHEN NOT is_open AND n % 3 = 0 THEN now() END,
       {kept_one}
FROM n, one, c, l, m, r
"""


async def fill_desk(database: Database, world: World) -> None:
    """Write `COUNT` tickets over the last 90 days: every status, priority, category, location, team and agent."""
    await raise_ticket(world.actor("user.ph"))
    async with database.sessions() as session, session.begin():
        kept = (
            await session.execute(
                text(
                    "SELECT array_agg(quote_ident(column_name)) FROM information_schema.columns WHERE table_name = "
                    "'tickets' AND is_generated = 'NEVER' AND column_name <> ALL(string_to_array(:changed, ', '))"
                ),
                {"changed": _CHANGED},
            )
        ).scalar_one()
        statement = _FILL.format(
            count=COUNT, changed=_CHANGED, kept=", ".join(kept), kept_one=", ".join(f"one.{name}" for name in kept)
        )
        await session.execute(text(statement))
        # The world of the tests has its tickets in one place otherwise; and no analysis means odd plans.
        await session.execute(text("ANALYZE tickets"))
