"""What the OpenAPI document promises for every operation."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from itsm.platform.http.openapi import PROBLEM_RESPONSES
from itsm.platform.http.schemas import InputModel
from itsm.platform.settings import Settings
from itsm.wiring.app import create_app
from tests.conftest import Login

ANONYMOUS = {
    "login",
    # The second step, a mailed invitation, and the way to a provider and back: each brings its own secret.
    "login_with_code",
    "begin_login_enrolment",
    "confirm_login_enrolment",
    "read_invitation",
    "accept_invitation",
    "list_sign_in_providers",
    "start_provider_visit",
    "end_provider_visit",
    "logout",
    "read_change_calendar",  # the secret of the address is the authority
    "take_mail_events",  # the signature is the authority
    "read_approval_letter",  # the secret of a mailed link is the authority
    "decide_approval_letter",
    "refresh",
    "forgot_password",
    "reset_password",
    "download_file",  # the signed link is the authority
    "preview_file",  # the same link
    "live",
    "ready",
}
"""Operations that need no token: a frozen list; adding one is a decision."""


@pytest.fixture(scope="module")
def document(settings: Settings) -> dict[str, Any]:
    return create_app(settings).openapi()


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = [operation for path in document["paths"].values() for operation in path.values()]
    return {operation["operationId"]: operation for operation in found}


@pytest.mark.asvs("8.1.1", "13.4.5")
@pytest.mark.peer_class("S41")
def test_only_the_frozen_list_needs_no_token(document: dict[str, Any]) -> None:
    assert {name for name, operation in operations(document).items() if "security" not in operation} == ANONYMOUS


def test_every_operation_documents_its_refusals(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        for status in PROBLEM_RESPONSES:
            assert "application/problem+json" in operation["responses"][str(status)].get("content", {}), (name, status)
    assert document["components"]["schemas"]["Problem"]["required"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


@pytest.mark.asvs("13.4.4")
@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/api/auth/login", 405, "POST"),
        ("PUT", "/api/tickets", 405, "GET, POST"),
        ("OPTIONS", "/api/tickets/bulk", 405, "POST"),
        ("OPTIONS", "/api/admin/rule-drafts/01a224d3-3cff-775c-abc9-3594c6b441c2/routing-rules/reorder", 405, "POST"),
        ("OPTIONS", "/api/tickets/TKT-2026-000001", 405, "GET, PATCH"),
        ("GET", "/api/no-such-thing", 404, None),
        ("POST", "/api/no-such-thing", 404, None),
        ("PATCH", "/api/tickets/x/y/z", 404, None),
    ],
)
async def test_other_methods_are_told_which_ones_there_are(
    client: httpx.AsyncClient, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.headers.get("allow")) == (status, allow)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/dashboard/overview", "until=0001-01-01T00:00:00Z"),
        ("/api/dashboard/overview", "since=0.5"),
        ("/api/dashboard/overview", "since=2026-01-01T00:00:00"),
        ("/api/admin/audit", "at_to=9999-12-31T23:59:59Z"),
        ("/api/tickets", "created_from=1767225600"),
    ],
)
async def test_times_are_written_out_and_lie_on_the_calendar(
    client: httpx.AsyncClient, login: Login, path: str, query: str
) -> None:
    answer = await client.get(f"{path}?{query}", headers=await login("admin"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, query.split("=", maxsplit=1)[0])


class Switch(InputModel):
    on: bool
    count: int = 0


@pytest.mark.asvs("15.3.5")
@pytest.mark.parametrize("body", [{"on": 1}, {"on": "true"}, {"on": True, "count": "5"}, {"on": True, "count": 5.0}])
def test_numbers_and_switches_are_json_ones(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Switch.model_validate(body)
    assert Switch.model_validate({"on": True, "count": 5}).count == 5
