"""Every operation, persona and object: who may, may; who may not is refused, learns nothing and writes nothing."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.tickets import visibility
from itsm.platform.ids import new_id
from itsm.platform.settings import Settings
from itsm.wiring.app import create_app
from tests.authorization.matrix import (
    PERSONAS,
    REFUSED_FOR_ANOTHER_REASON,
    Sender,
    cells_of,
    operations_of,
    plain,
)
from tests.authorization.people import AGENT, ANONYMOUS, MANAGER, REQUESTER
from tests.authorization.rules import PASSES, RULES, TICKETS, rule_for
from tests.authorization.things import Headers, build_things
from tests.factories.tables import marks
from tests.fuzz.mutations import Schemas

WRITES_ANYWAY = {"login", "reset_password", "change_password", "forgot_password"}
"""Refused secrets are counted and audited: writes on purpose, for everybody."""
NEVER_SUCCEED = REFUSED_FOR_ANOTHER_REASON.keys() | {
    "reset_password",
    "confirm_ticket",
    "put_rating",
    "reopen_ticket",
    "merge_ticket",
    "undo_ticket_merge",
    "request_priority",
    "invite_user",
    "activate_user",
    "start_handover",
    "delete_calendar",
    "delete_calendar_in_draft",
    "restore_rule_version",
    "create_article_file",
    "create_asset_import",
    "run_asset_import",
    "undo_asset_import",
    "transition_article",
    "attach_upload",
    "send_piece",
    "unschedule_rule_draft",
    "put_change_review",
}
"""Operations whose state (a resolved ticket, a failed mail) is not built here; their rooms' tests show them succeed."""


@pytest.fixture(scope="module")
def document(settings: Settings) -> dict[str, Any]:
    return create_app(settings).openapi()


@pytest.fixture
async def sender(client: httpx.AsyncClient, personas: Headers) -> AsyncIterator[Sender]:
    sender = Sender(client, personas, await build_things(client, personas))
    yield sender
    assert not sender.faults, f"{len(sender.faults)} of {sender.sent.total()}:\n" + "\n".join(sender.faults[:60])


@pytest.mark.asvs("8.1.1")
def test_every_operation_has_a_row(document: dict[str, Any]) -> None:
    """An operation without a row has nobody who decided who may call it."""
    operations = operations_of(document)
    assert [one.name for one in operations if rule_for(one.name, one.path) is None] == []
    assert RULES.keys() - {one.name for one in operations} == set()


def test_rows_agree_with_what_the_document_says_about_tokens(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            rule = rule_for(operation["operationId"], path)
            assert rule is not None
            assert (ANONYMOUS in rule.who) == ("security" not in operation), operation["operationId"]


@pytest.mark.asvs("8.1.1", "8.2.1", "8.2.2", "8.3.1", "8.4.1")
@pytest.mark.peer_class("S01", "S02")
@pytest.mark.timeout(240)
async def test_who_may_not_gets_nothing_and_writes_nothing(
    sender: Sender, document: dict[str, Any], figures: Callable[[str], None]
) -> None:
    """Each refusal really committed if it were not one: a look at every table after each operation."""
    operations = operations_of(document)
    before = await marks()
    for operation in operations:
        rule = rule_for(operation.name, operation.path)
        assert rule is not None
        for cell in cells_of(operation, rule, sender.things):
            if cell.expected != PASSES:
                await sender.check(cell)
        after = await marks()
        # That a token was used is noted once a minute, whatever became of the call.
        before["api_tokens"] = (before["api_tokens"][0], after["api_tokens"][1])
        if changed := sorted(name for name in after if after[name] != before.get(name)):
            sender.faults.append(f"{operation.name}: a refusal wrote into {', '.join(changed)}")
        before = after
    kinds = ", ".join(f"{count} {what}" for what, count in sorted(sender.sent.items()))
    figures(
        f"authorization: {len(operations)} operations, {len(PERSONAS)} personas, "
        f"{sender.sent.total()} refusals ({kinds}), {len(sender.faults)} leaks"
    )


@pytest.mark.asvs("8.1.1")
@pytest.mark.timeout(240)
async def test_who_may_is_let_through(
    sender: Sender, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch, figures: Callable[[str], None]
) -> None:
    """The other half, without which refusing everything would pass. Nothing is kept: each request finds all there."""
    monkeypatch.setattr(AsyncSession, "commit", AsyncSession.rollback)
    operations = operations_of(document)
    for operation in operations:
        rule = rule_for(operation.name, operation.path)
        assert rule is not None
        for cell in cells_of(operation, rule, sender.things):
            if cell.expected == PASSES:
                await sender.check(cell)
    figures(
        f"authorization: {sender.sent.total()} requests of who may, "
        f"{len(sender.succeeded)} of {len(operations)} operations seen to succeed"
    )
    left = sorted({one.name for one in operations} - sender.succeeded - NEVER_SUCCEED)
    assert not left, {name: sender.last.get(name) for name in left}


NESTED_TICKETS = {
    "create_link": ("ticket_id",),
    "merge_ticket": ("into",),
    "link_change_ticket": ("ticket_id",),
    "change_tickets": ("ids", 0),
    "start_handover": ("ticket_ids", 0),
    "create_status_post": ("ticket",),
}
"""Where a body names a ticket. The agent sends the other team's there: the answer is that for one there never was."""
NESTED_OTHERS = {
    *("user_id", "requester_id", "assignee_id", "manager_id", "people", "watchers", "watcher_ids", "agent_id"),
    *("on_call_ids", "team_id", "follow_team_id", "skill_ids", "parent_id", "sites", "calendar_id", "ids"),
    *("draft_id", "comment_id", "category_id", "article_id", "owner_id", "service_ids", "mention_ids"),
    *("asset_id", "asset_ids", "type_id", "location_id", "to_id"),
    *("implementer_id", "location_id", "template_id", "delegate_id", "for_id", "user_ids", "team_ids"),
    *("up_to", "own_role_id", "team", "macro_id"),
    *("approver_ids", "but", "location_ids"),
}
"""Names of ids in bodies that are no tickets: whoever may call those operations may see these things.

up_to: a place in one's own list.
comment_id: only one's own on this ticket; tests/domains/tickets/attachments shows it. article_id: one that the caller
may read; tests/domains/knowledge shows it. asset_ids: ones that the caller sees; tests/domains/assets shows it.
macro_id: one that the caller has; tests/domains/tickets/bulk shows it.
mention_ids: people who may read what names them; tests/domains/tickets/composing shows it.
"""


def test_every_id_in_a_body_is_known_here(document: dict[str, Any]) -> None:
    """A new kind of id in a body is a decision: a ticket's is aimed at from outside, others are named."""
    schemas = Schemas(document)
    found = {
        (operation.name, name)
        for operation in operations_of(document)
        for content in operation.body.values()
        for name in _id_fields(schemas, content["schema"])
    }
    tickets = {(operation, str(path[0])) for operation, path in NESTED_TICKETS.items()}
    assert {(operation, name) for operation, name in found - tickets if name not in NESTED_OTHERS} == set()


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S01")
async def test_foreign_tickets_in_bodies_are_like_unknown_ones(sender: Sender, document: dict[str, Any]) -> None:
    nested = {
        "create_link": {"relation": "causes", "ticket_id": ""},
        "merge_ticket": {"into": ""},
        "link_change_ticket": {"ticket_id": "", "role": "related"},
        "change_tickets": {"ids": [""], "action": "tags", "add_tags": ["bulk"]},
        "start_handover": sender.things.bodies["start_handover"] | {"ticket_ids": [""]},
        "create_status_post": sender.things.bodies["create_status_post"],
    }
    by_name = {operation.name: operation for operation in operations_of(document)}
    for name, path in NESTED_TICKETS.items():
        before = await marks()
        answers = []
        for ticket_id in (sender.things.tickets["away"]["ticket_id"], str(new_id())):
            sender.things.bodies[name] = _with(nested[name], path, ticket_id)
            sender_cell = next(
                cell
                for cell in cells_of(by_name[name], RULES[name], sender.things)
                if cell.persona == (MANAGER if name == "start_handover" else AGENT)
            )
            answer = await sender.send(sender_cell)
            answers.append((answer.status_code, str(plain(answer)).replace(ticket_id, "<id>")))
        assert answers[0] == answers[1], name
        assert await marks() == before, name


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S40")
async def test_nobody_raises_a_ticket_for_others_without_the_right(sender: Sender) -> None:
    body = sender.things.bodies["create_ticket"] | {"requester_id": sender.things.targets.ids["user_id"]}
    answer = await sender.client.post("/api/tickets", json=body, headers=sender.headers[REQUESTER])
    assert answer.status_code == 403


async def test_the_matrix_notices_a_hole(
    sender: Sender, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the visibility rule gone there are leaks: the check can fail."""
    monkeypatch.setattr(visibility, "reach_of", lambda _: visibility.Reach(sees_all=True))
    operation = next(one for one in operations_of(document) if one.name == "list_comments")
    for cell in cells_of(operation, RULES["list_comments"], sender.things):
        await sender.check(cell)
    # Two who see nothing of each of the three tickets, and the token of one of them.
    assert len(sender.faults) == 7
    sender.faults.clear()


def test_the_matrix_of_tickets_has_every_relation() -> None:
    """Somebody raised, works, leads, and somebody sees nothing of each ticket."""
    for standing in TICKETS.values():
        assert len(set(standing.values())) == 3
        assert set(PERSONAS) - standing.keys()


def _id_fields(schemas: Schemas, schema: dict[str, Any], name: str = "", depth: int = 0) -> set[str]:
    found: set[str] = set()
    for variant in schemas.variants(schema) if depth < 8 else ():
        if variant.get("format") == "uuid":
            found.add(name)
        for field, part in variant.get("properties", {}).items():
            found |= _id_fields(schemas, part, field, depth + 1)
        if "items" in variant:
            found |= _id_fields(schemas, variant["items"], name, depth + 1)
    return found


def _with(body: Any, path: tuple[str | int, ...], value: str) -> Any:
    body = copy.deepcopy(body)
    inner = body
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return body
