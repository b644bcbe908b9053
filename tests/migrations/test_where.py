"""Rules kept as lists become trees, and settings their list of languages."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from itsm.entrypoints.migrations import alembic_config
from itsm.platform.ids import new_id
from tests.migrations.test_migrations import quietly

ROUTING = """
    INSERT INTO routing_rules (id, position, name, conditions, watcher_ids, notify_manager, is_active, version)
    VALUES (:id, 0, 'Old', CAST(:conditions AS jsonb), '{}', true, true, 1)
"""
CLASSIFICATION = """
    INSERT INTO classification_rules (id, position, name, kind, priority, fields, any_terms, all_terms, none_terms,
                                      impacts, is_active, version)
    VALUES (:id, 0, 'Old', :kind, 'P2', :fields, :terms, '{}', '{}', '{}', true, 1)
"""
NEW_RULES = (
    """
    INSERT INTO routing_rules (id, position, name, watcher_ids, notify_manager, is_active, version)
    VALUES (gen_random_uuid(), 1, 'New', '{}', true, true, 1)
    """,
    """
    INSERT INTO classification_rules (id, position, name, priority, is_active, version)
    VALUES (gen_random_uuid(), 1, 'New', 'P1', true, 1)
    """,
)
TEXTS = ["title", "description", "business_impact"]


async def run(url: str, *statements: tuple[str, dict[str, Any]]) -> list[Any]:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        results = [await connection.execute(text(sql), values) for sql, values in statements]
        rows = list(results[-1].all()) if results[-1].returns_rows else []
    await engine.dispose()
    return rows


async def to(url: str, revision: str) -> None:
    action = command.downgrade if revision == "0001" else command.upgrade
    await asyncio.to_thread(quietly, action, alembic_config(url), revision)


async def test_lists_become_trees(empty_database: str) -> None:
    await to(empty_database, "head")
    await to(empty_database, "0001")
    listed = json.dumps({"priorities": ["P1"], "keywords": ["vpn"]})
    await run(
        empty_database,
        (ROUTING, {"id": new_id(), "conditions": listed}),
        (CLASSIFICATION, {"id": new_id(), "kind": "vip", "fields": TEXTS, "terms": []}),
        (CLASSIFICATION, {"id": new_id(), "kind": "keyword", "fields": TEXTS, "terms": ["outage"]}),
        ("INSERT INTO app_settings (key, value) VALUES ('text_language', '\"german\"')", {}),
    )
    await to(empty_database, "head")
    vpn = {"op": "mentions_any", "value": ["vpn"]}
    assert [row[0] for row in await run(empty_database, ('SELECT "where" FROM routing_rules', {}))] == [
        {
            "all": [
                {"field": "priority", "op": "is_one_of", "value": ["P1"]},
                {"any": [{"field": "title"} | vpn, {"field": "description"} | vpn]},
            ]
        }
    ]
    rules = await run(empty_database, ('SELECT is_floor, "where" FROM classification_rules ORDER BY is_floor DESC', {}))
    assert [tuple(row) for row in rules] == [
        (True, {"all": [{"field": "vip", "op": "is_true"}]}),
        (False, {"all": [{"field": "text", "op": "mentions_any", "value": ["outage"]}]}),
    ]
    languages = await run(empty_database, ("SELECT value FROM app_settings WHERE key = 'text_languages'", {}))
    assert languages[0][0] == ["german"]


async def test_code_of_the_release_before_passes_over_new_rules(empty_database: str) -> None:
    await to(empty_database, "head")
    await run(empty_database, *((statement, {}) for statement in NEW_RULES))
    old = "SELECT conditions FROM routing_rules UNION ALL SELECT to_jsonb(all_terms) FROM classification_rules"
    assert [row[0] for row in await run(empty_database, (old, {}))] == [
        {"types": ["none"]},
        ["rule of a later release 0002"],
    ]
