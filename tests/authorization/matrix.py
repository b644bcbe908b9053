"""Sending the matrix: which requests there are, what each is expected to get, what went wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from itsm.platform.ids import new_id
from tests.authorization.people import (
    AGENT,
    ANONYMOUS,
    EVERYBODY,
    LOGINS,
    NOBODY,
    STAFF,
    TOKEN,
    TOKEN_LACKS,
    TOKEN_OPENS,
)
from tests.authorization.rules import (
    NOT_SIGNED_IN,
    PASSES,
    RAISED,
    RAISED_AS_STAFF,
    REFUSED,
    TICKETS,
    UNSEEN,
    Rule,
)
from tests.authorization.things import Headers, Ids, Things

PERSONAS: Final = (ANONYMOUS, *LOGINS, TOKEN)
REFUSALS: Final = {NOT_SIGNED_IN: 401, REFUSED: 403, UNSEEN: 404}
CHANGES_WITH_EACH_ANSWER: Final = ("request_id", "instance")
NOT_UNKNOWN: Final = {"kind", "channel", "key", "reference", "role", "provider_key", "mail", "language"}
"""Path parameters that are words, not ids."""
PIECE: Final = "application/offset+octet-stream"
PATH_PARAMETER: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    name: str
    method: str
    path: str
    body: dict[str, Any]

    @property
    def parameters(self) -> list[str]:
        """The names in the path."""
        return PATH_PARAMETER.findall(self.path)


@dataclass(frozen=True)
class Cell:
    """One request of the matrix: who, at what, and what they must get."""

    operation: Operation
    persona: str
    thing: str
    ids: Ids
    expected: str


def operations_of(document: dict[str, Any]) -> list[Operation]:
    """Return every operation of the document."""
    return [
        Operation(operation["operationId"], method.upper(), path, operation.get("requestBody", {}).get("content", {}))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def cells_of(operation: Operation, rule: Rule, things: Things) -> Iterator[Cell]:
    """Yield the cells of one operation: each persona at each thing there is to aim at."""
    for thing, ids in _aims(operation, rule, things):
        for persona in PERSONAS:
            expected = _by_token(operation, rule, thing) if persona == TOKEN else _expected(rule, persona, thing)
            yield Cell(operation, persona, thing, ids, expected)


def _aims(operation: Operation, rule: Rule, things: Things) -> Iterator[tuple[str, Ids]]:
    on_ticket = "ticket_id" in operation.parameters
    there = things.tickets["home"] if on_ticket else things.ids(operation.path) | _owned(operation, rule, things)
    if on_ticket:
        yield from things.tickets.items()
        if {"comment_id", "attachment_id"} & set(operation.parameters):
            yield from ((f"{name}, internal", ids) for name, ids in things.notes.items())
    else:
        yield "there", there
    for parameter in operation.parameters:
        if parameter in NOT_UNKNOWN:
            continue
        unknown = "9999999" if parameter == "job_id" else str(new_id())
        yield f"unknown {parameter}", there | {parameter: unknown}
        if parameter in things.deleted and "draft_id" not in operation.parameters:
            yield f"deleted {parameter}", there | {parameter: things.deleted[parameter]}


def _owned(operation: Operation, rule: Rule, things: Things) -> Ids:
    """Aim at the agent where the row is about somebody's own or somebody's people."""
    return {"user_id": things.targets.ids["agent_id"]} if rule.owner else {}


def _by_token(operation: Operation, rule: Rule, thing: str) -> str:
    """Reading below the paths of its scopes, a token gets what its person gets; everything else is refused."""
    if rule.who == EVERYBODY:
        return PASSES
    is_below = any(operation.path == start or operation.path.startswith(f"{start}/") for start in TOKEN_OPENS)
    is_open = (is_below and operation.name not in TOKEN_LACKS) or operation.path == "/api/auth/me"
    return _expected(rule, AGENT, thing) if is_open and operation.method in {"GET", "HEAD"} else REFUSED


def _expected(rule: Rule, persona: str, thing: str) -> str:
    if rule.who == EVERYBODY:
        return PASSES
    if persona in NOBODY:
        return NOT_SIGNED_IN
    if persona not in rule.who:
        return REFUSED
    return _among_callers(rule, persona, thing)


def _among_callers(rule: Rule, persona: str, thing: str) -> str:
    name, _, internal = thing.partition(", ")
    if name in TICKETS:
        return _on_ticket(rule, TICKETS[name].get(persona), is_internal=bool(internal))
    if rule.is_on_ticket and thing == "unknown user_id" and persona not in STAFF:
        return rule.relations[RAISED] if persona in TICKETS["home"] else UNSEEN
    if thing.startswith(("unknown", "deleted")):
        return UNSEEN
    is_theirs = rule.owner is None or persona in rule.relations
    return PASSES if is_theirs else rule.other


def _on_ticket(rule: Rule, relation: str | None, *, is_internal: bool) -> str:
    if relation is None or (is_internal and relation in {RAISED, RAISED_AS_STAFF}):
        return UNSEEN
    return rule.relations[relation]


@dataclass
class Sender:
    """Sends cells, counts them, and notes what is wrong."""

    client: httpx.AsyncClient
    headers: Headers
    things: Things
    faults: list[str] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    succeeded: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    unseen: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    async def send(self, cell: Cell) -> httpx.Response:
        """Send the request of one cell."""
        operation = cell.operation
        headers = self.headers.get(cell.persona, {}) | {"If-Match": "*"}
        path = operation.path.format_map(cell.ids)
        if "multipart/form-data" in operation.body:
            return await self.client.request(operation.method, path, files={"file": ("c.txt", b"x")}, headers=headers)
        if PIECE in operation.body:
            piece = headers | {"Content-Type": PIECE, "Upload-Offset": "0"}
            return await self.client.request(operation.method, path, content=b"x", headers=piece)
        body = self.things.bodies.get(operation.name)
        query = QUERIES.get(operation.name, "").format_map(self.things.targets.ids)
        return await self.client.request(operation.method, path + query, json=body, headers=headers)

    async def check(self, cell: Cell) -> None:
        """Send one cell and note an answer that is not the expected one."""
        answer = await self.send(cell)
        self.sent[cell.expected] += 1
        status = answer.status_code
        if cell.expected == PASSES:
            self.last[cell.operation.name] = answer.text[:300]
            if status in REFUSALS.values() and cell.operation.name not in REFUSED_FOR_ANOTHER_REASON:
                self._note(cell, answer)
            if status < 400:
                self.succeeded.add(cell.operation.name)
        elif status not in _expected_statuses(cell):
            self._note(cell, answer)
        if status >= 500:
            self._note(cell, answer)
        if cell.expected == UNSEEN and status == 404:
            self._compare(cell, answer)

    def _compare(self, cell: Cell, answer: httpx.Response) -> None:
        """What is not seen is answered like what is not there, to the byte but for the request's own id."""
        said = plain(answer)
        which = "attachment" if "internal" in cell.thing or "deleted" in cell.thing else ""
        key = (cell.operation.name, f"{cell.persona}{which}")
        if self.unseen.setdefault(key, said) != said and not _inner(cell):
            self._note(cell, answer, f", unlike {json.dumps(self.unseen[key])}")

    def _note(self, cell: Cell, answer: httpx.Response, more: str = "") -> None:
        what = f"{cell.operation.name}: {cell.persona} at {cell.thing}: {answer.status_code}, expected {cell.expected}"
        self.faults.append(f"{what}{more}; {answer.text[:160]}")


def plain(answer: httpx.Response) -> dict[str, Any]:
    """Return a problem without what is of this one request."""
    body: dict[str, Any] = answer.json() if answer.content else {}  # HEAD
    return {name: value for name, value in body.items() if name not in CHANGES_WITH_EACH_ANSWER}


def _expected_statuses(cell: Cell) -> set[int]:
    """Return the one status; for an id that is not there of what no staff is hidden from, any refusal will do.

    On a ticket one sees, the right to act may be asked for before the thing is looked for.
    """
    if cell.expected != UNSEEN or not cell.thing.startswith("unknown") or cell.thing == "unknown ticket_id":
        return {REFUSALS[cell.expected]}
    return {REFUSALS[UNSEEN], 403} | ({422} if "ticket_id" not in cell.operation.parameters else set())


def _inner(cell: Cell) -> bool:
    """Tell whether the missing thing is another than the first in the path: it has words of its own."""
    return len(cell.operation.parameters) > 1


QUERIES: Final = {
    "list_duplicates": "?title=Laptop%20does%20not%20start&description=It%20shows%20a%20black%20screen",
    "preview_ticket_merge": "?into={other_ticket_id}",
    "preview_handover": "?user_id={agent_id}",
    "get_calendar_year": "?year=2026",
    "get_calendar_year_in_draft": "?year=2026",
    "download_file": "?token=x",
    "search_articles": "?q=password",
    "get_change_calendar": "?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z",
    "read_change_calendar": "?token=x",
    "list_asset_labels": "?id={asset_id}",
    "suggest_articles": "?text=reset%20my%20password",
}
REFUSED_FOR_ANOTHER_REASON: Final = {
    "login": "the good body's password is wrong on purpose",
    "change_password": "the good body's password is wrong on purpose",
    "refresh": "its authority is a cookie, and none is sent",
    "download_file": "its authority is the link, and this one is made up",
    "logout": "nobody's cookie is sent",
    "login_with_code": "no sign-in is half done here",
    "begin_login_enrolment": "no sign-in is half done here",
    "confirm_login_enrolment": "no sign-in is half done here",
    "read_invitation": "its authority is a mailed secret, and this one is made up",
    "accept_invitation": "its authority is a mailed secret, and this one is made up",
    "replay_webhook_delivery": "the one delivery there is is still on its way: 409",
    "read_change_calendar": "its authority is a secret address, and this one is made up",
    "take_mail_events": "its authority is a signature, and none is sent",
    "read_approval_letter": "its authority is a mailed secret, and this one is made up",
    "decide_approval_letter": "its authority is a mailed secret, and this one is made up",
    "start_provider_visit": "no provider has this key; tests/domains/identity signs in at a real one",
    "end_provider_visit": "no provider has this key; tests/domains/identity signs in at a real one",
    "link_provider": "no provider has this key; tests/domains/identity links at a real one",
    "release_held_file": "no file is held back here",
    "delete_held_file": "no file is held back here",
    "preview_file": "its authority is the link, and this one is made up",
    "confirm_enrolment": "no enrolment was begun here",
    "make_recovery_codes": "nobody has a second step here",
    "turn_off_second_factor": "nobody has a second step here",
    "reset_second_factor": "nobody has a second step here",
    "withdraw_user_invitation": "nobody was invited here",
    "remove_identity": "nobody is linked here",
    "prove_identity": "the good body's password is wrong on purpose",
    "attach_upload": "an upload is its sender's own: 404 to whoever else sees the ticket",
    "withdraw_promise": "nothing was promised: 404 like an unknown promise",
    "undo_handover": "no handover was started here",
    "get_delivery": "no mail was sent here",
    "resend_delivery": "no mail was sent here",
    "retry_job": "no job was parked here",
    "decide_priority_request": "whoever asked does not decide",
    "decide_approval": "whoever asked does not decide",
}
"""Operations that answer 401, 403 or 404 here even to who may call them."""
