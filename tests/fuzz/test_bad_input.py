"""Every field of every body and every parameter, wrong in every way: a 4xx problem, and nothing is written.

Generated from the OpenAPI document, sent by the person who may do everything: what is refused is the input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from itsm.platform.db.engine import Database
from itsm.platform.ids import new_id
from tests.conftest import Login
from tests.factories.tables import marks
from tests.fuzz.bodies import good_bodies
from tests.fuzz.mutations import Schemas, mutations
from tests.fuzz.targets import Targets, build_targets

HUGE = b'{"title": "' + b"x" * 50_000_000 + b'"}'
REFUSED_IDS = {400, 403, 404, 405, 409, 415, 422}
"""405: an encoded slash makes it another address, which takes other methods. 415: the piece of an upload has a type."""
REFUSED_GOOD = {
    *("login", "change_password", "reset_password", "reopen_ticket", "request_priority"),
    *("read_approval_letter", "decide_approval_letter", "decide_approval", "put_change_review"),
    *("login_with_code", "confirm_login_enrolment", "confirm_enrolment", "prove_identity"),
    *("read_invitation", "accept_invitation", "link_user_identity", "release_held_file"),
    *("put_rating", "merge_ticket"),
}
"""Operations whose good body is refused here for another reason: a wrong secret, an open ticket, an open request,
a ticket merged before, no provider, a file that is not held, somebody else's ticket."""
WRITES_ANYWAY = {
    *("login", "reset_password", "change_password", "export_audit_entries", "export_page"),
    *("export_tickets", "export_time_entries"),
    "export_refused_rows",
    *("confirm_enrolment", "prove_identity"),
}
"""Refused secrets are counted and audited, an export is audited: writes on purpose."""
EACH_ON_ITS_OWN = {("change_tickets", "unknown id"), ("finish_notifications", "unknown id")}
"""Answered item by item: 200, with the refusal of the one item inside; or the id is a place in a list, not a thing."""
FIRST = {"reorder_routing_rules", "reorder_routing_rules_in_draft"}
LAST = {
    "override_priority",
    "update_location",
    "update_category",
    "update_team",
    "update_calendar",
    "update_user",
    "activate_rule_draft",
}
"""Operations whose good body changes what others name."""
Operation = tuple[str, str, str, dict[str, Any]]


def operations(document: dict[str, Any]) -> list[Operation]:
    """Return (name, method, path, operation) of everything documented."""
    return [
        (operation["operationId"], method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


class Desk:
    """The application, its document, what to aim at, and a look at every table."""

    def __init__(self, client: httpx.AsyncClient, document: dict[str, Any], targets: Targets) -> None:
        self.client = client
        self.operations = operations(document)
        self.schemas = Schemas(document)
        self.targets = targets
        self.bodies: dict[str, Any] = {}
        self.faults: list[str] = []
        self.sent = 0

    async def send(
        self,
        operation: Operation,
        content: Any = None,
        *,
        query: str = "",
        content_type: str = "application/json",
        **ids: str,
    ) -> httpx.Response:
        """Send one request as the administrator."""
        _, method, path, _ = operation
        headers = self.targets.headers | {"If-Match": "*", "Content-Type": content_type}
        self.sent += 1
        address = self.targets.path(path, **ids) + query
        return await self.client.request(method, address, content=content, headers=headers)

    def check_refused(self, operation: Operation, what: str, answer: httpx.Response) -> None:
        """Note an answer that is no refusal, or no problem document."""
        is_problem = answer.headers.get("content-type") == "application/problem+json"
        if is_problem and operation[1] == "HEAD" and 400 <= answer.status_code < 500:
            return  # has no body to look into
        if not (400 <= answer.status_code < 500 and is_problem and answer.json()["code"]):
            self.faults.append(f"{operation[0]}: {what}: {answer.status_code} {answer.text[:200]}")

    def check_sane(self, operation: Operation, what: str, answer: httpx.Response) -> None:
        """Note a server error, and a refusal that is no problem document."""
        if answer.status_code >= 400:
            self.check_refused(operation, what, answer)

    def schema(self, operation: Operation) -> dict[str, Any] | None:
        """Return the schema of the JSON body, None where there is none."""
        content = operation[3].get("requestBody", {}).get("content", {})
        schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
        return schema


@pytest.fixture
async def desk(client: httpx.AsyncClient, login: Login, database: Database) -> AsyncIterator[Desk]:
    document = (await client.get("/api/openapi.json")).json()
    headers = await login("admin")
    desk = Desk(client, document, await build_targets(client, headers, await login("agent.ph")))
    matrix = (await client.get("/api/admin/classification-matrix", headers=headers)).json()["cells"]
    cells = [{name: cell[name] for name in ("impact", "urgency", "priority")} for cell in matrix]
    rules = (await client.get("/api/admin/routing-rules", headers=headers)).json()["items"]
    desk.bodies = good_bodies(desk.targets, cells, [rule["id"] for rule in rules])
    yield desk
    assert not desk.faults, f"{len(desk.faults)} of {desk.sent} requests:\n" + "\n".join(desk.faults[:40])


def test_every_body_has_a_good_one(settings: Any) -> None:
    from itsm.wiring.app import create_app

    document = create_app(settings).openapi()
    with_body = {name for name, _, _, o in operations(document) if "application/json" in str(o.get("requestBody"))}
    ids = defaultdict(lambda: str(new_id()))
    assert set(good_bodies(Targets(ids), [], [])) == with_body


async def test_good_bodies_are_taken(desk: Desk) -> None:
    """What the other tests change one thing of is itself accepted, so that one thing is what they refuse."""
    for operation in sorted(desk.operations, key=lambda operation: (operation[0] in LAST) - (operation[0] in FIRST)):
        if (body := desk.bodies.get(operation[0])) is None:
            continue
        answer = await desk.send(operation, _content(body))
        if (answer.status_code < 300) == (operation[0] in REFUSED_GOOD):
            desk.faults.append(f"{operation[0]}: {answer.status_code} {answer.text[:300]}")


@pytest.mark.asvs("2.2.2", "15.3.3", "15.3.5")
@pytest.mark.peer_class("S08", "S15")
@pytest.mark.slow
async def test_every_field_wrong_in_every_way(desk: Desk) -> None:
    for operation in desk.operations:
        schema = desk.schema(operation)
        if schema is None:
            continue
        before = await marks()
        for bad in mutations(desk.schemas, schema, desk.bodies[operation[0]]):
            answer = await desk.send(operation, bad.content)
            check = desk.check_sane if (operation[0], bad.label) in EACH_ON_ITS_OWN else desk.check_refused
            check(operation, f"{bad.field} {bad.label}", answer)
        await _check_nothing_written(desk, operation, before)
    assert desk.sent > 2_000


@pytest.mark.asvs("3.5.3")
@pytest.mark.peer_class("S24", "S36")
async def test_bodies_over_the_limit_and_of_another_type(desk: Desk) -> None:
    async def undeclared() -> AsyncIterator[bytes]:
        for start in range(0, len(HUGE), 1_000_000):
            yield HUGE[start : start + 1_000_000]

    before = await marks()
    for operation in desk.operations:
        if operation[1] == "GET":
            continue
        has_body = "requestBody" in operation[3]
        if has_body:
            declared = await desk.send(operation, HUGE)
            assert declared.status_code == 413, (operation[0], declared.text)
            streamed = await desk.send(operation, undeclared())
            desk.check_refused(operation, "50 MB, undeclared", streamed)
            form = await desk.send(operation, b"a=1", content_type="application/x-www-form-urlencoded")
            desk.check_refused(operation, "form", form)
    assert await marks() == before


@pytest.mark.asvs("2.2.2")
@pytest.mark.peer_class("S27")
async def test_unknown_foreign_and_senseless_ids_in_the_path(desk: Desk) -> None:
    """Unknown things are 404 or 422, whatever is done to them."""
    wrongs = [str(new_id()), "x", "%F0%9F%98%80", "..%2f..%2fetc", "' OR 1=1 --", "9" * 400, "%ED%A0%80", "-1"]
    wrongs += [desk.targets.ids["user_id"], desk.targets.ids["team_id"]]  # exists, but is another kind of thing
    for operation in desk.operations:
        for parameter in operation[3].get("parameters", ()):
            if parameter["in"] != "path":
                continue
            before = await marks()
            for wrong in wrongs:
                if wrong == desk.targets.ids.get(parameter["name"]):
                    continue
                body = _content(desk.bodies[operation[0]]) if operation[0] in desk.bodies else None
                answer = await desk.send(operation, body, **{parameter["name"]: wrong})
                what = f"{parameter['name']}={wrong[:40]}"
                desk.check_refused(operation, what, answer)
                if answer.status_code not in REFUSED_IDS:
                    desk.faults.append(f"{operation[0]}: {what}: {answer.status_code}")
            await _check_nothing_written(desk, operation, before)


@pytest.mark.asvs("1.2.4", "15.3.7")
@pytest.mark.peer_class("S15")
async def test_every_query_parameter_wrong_in_every_way(desk: Desk) -> None:
    wrongs = ["x", "-1", "9" * 400, "1e999", "%ED%A0%80", "a%07b", "'%20OR%201=1--", "[]", "x" * 20_000, "\\", "%5C%5C"]
    for operation in desk.operations:
        for parameter in operation[3].get("parameters", ()):
            if parameter["in"] != "query":
                continue
            name, types = parameter["name"], desk.schemas.variants(parameter["schema"])
            before = await marks()
            for wrong in wrongs:
                answer = await desk.send(operation, query=f"?{name}={wrong}")
                desk.check_sane(operation, f"{name}={wrong[:40]}", answer)
                if wrong == "x" and any(t.get("format") or t.get("type") in {"integer", "boolean"} for t in types):
                    desk.check_refused(operation, f"{name}=x", answer)
            nul = await desk.send(operation, query=f"?{name}=a%00b")
            desk.check_refused(operation, f"{name} with NUL", nul)
            twice = await desk.send(operation, query=f"?{name}=x&{name}=y")
            desk.check_sane(operation, f"{name} twice", twice)
            await _check_nothing_written(desk, operation, before)


@pytest.mark.asvs("8.2.2")
async def test_things_that_were_deleted_are_gone(desk: Desk) -> None:
    """A deleted id is refused like an unknown one."""
    ticket = f"/api/tickets/{desk.targets.ids['ticket_id']}"
    headers = desk.targets.headers
    for path in (
        f"{ticket}/links/{desk.targets.ids['link_id']}",
        f"{ticket}/attachments/{desk.targets.ids['file_id']}",
    ):
        assert (await desk.client.delete(path, headers=headers)).status_code == 204
        again = await desk.client.delete(path, headers=headers)
        assert again.status_code == 404
    link = await desk.client.post(f"{ticket}/attachments/{desk.targets.ids['file_id']}/link", headers=headers)
    assert link.status_code == 404


async def _check_nothing_written(desk: Desk, operation: Operation, before: dict[str, tuple[int, int]]) -> None:
    after = await marks()
    changed = sorted(name for name in after if after[name] != before[name])
    if changed and operation[0] not in WRITES_ANYWAY:
        desk.faults.append(f"{operation[0]}: wrote into {', '.join(changed)}")


def _content(body: Any) -> bytes:
    return httpx.Request("POST", "http://x", json=body).read()
