"""What the OpenAPI document promises for every operation."""

from __future__ import annotations

from typing import Any

import pytest

from itsm.platform.http.openapi import PROBLEM_RESPONSES
from itsm.platform.settings import Settings
from itsm.wiring.app import create_app

ANONYMOUS = {
    "login",
    "logout",
    "refresh",
    "forgot_password",
    "reset_password",
    "download_file",  # the signed link is the authority
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


def test_only_the_frozen_list_needs_no_token(document: dict[str, Any]) -> None:
    assert {name for name, operation in operations(document).items() if "security" not in operation} == ANONYMOUS


def test_every_operation_documents_its_refusals(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        for status in PROBLEM_RESPONSES:
            assert "application/problem+json" in operation["responses"][str(status)].get("content", {}), (name, status)
    assert document["components"]["schemas"]["Problem"]["required"]
    assert "HTTPValidationError" not in document["components"]["schemas"]
