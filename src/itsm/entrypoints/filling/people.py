"""Requesters by the thousand, in the demonstration's places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itsm.entrypoints.filling.sql import Sql

REQUESTERS = 2_000
ADDRESSES = "person%@madison88.example"
"""How the addresses of these people look, for LIKE."""
# Without passwords: hashing them would take minutes, and none of them signs in.
_REQUESTERS_SQL = f"""
    INSERT INTO users (id, email, name, role, is_active, is_vip, department, location_id, created_at, updated_at)
    SELECT uuidv7(), 'person' || n || '@madison88.example',
           (ARRAY['Ana','Ben','Carla','Dewi','Emil','Faye','Gita','Hugo','Ines','Jun'])[1 + n % 10] || ' ' ||
           (ARRAY['Abad','Bauer','Chen','Diaz','Evans','Flores','Gunawan','Hall'])[1 + n / 10 % 8] || ' ' || n,
           'end_user', true, false,
           (ARRAY['Production','Finance','Sales','Design','Quality','Logistics'])[1 + n % 6],
           (SELECT id FROM locations ORDER BY key OFFSET n % 4 LIMIT 1), now(), now()
    FROM generate_series(1, {REQUESTERS}) n
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - constants of this module


def add_requesters(sql: Sql) -> None:
    """Add the requesters that are not there yet."""
    sql(_REQUESTERS_SQL)
    sql("ANALYZE users")
