"""Loaded by Schemathesis (SCHEMATHESIS_HOOKS): signs in as ITSM_FUZZ_EMAIL, again before the token ends.

Without ITSM_FUZZ_EMAIL requests are nobody's; saying so keeps the tool from looking for a way to register.
"""

from __future__ import annotations

import os
from typing import Any

import requests
import schemathesis

_EMAIL = os.environ.get("ITSM_FUZZ_EMAIL", "")
_REFRESH_SECONDS = 120


@schemathesis.serializer("application/offset+octet-stream")
def piece_of_a_file(_context: Any, value: Any) -> Any:
    """Send a piece of an upload as the bytes it is."""
    return value if isinstance(value, bytes) else str(value).encode()


class Token:
    """The access token of the person in whose name requests are made."""

    def get(self, case: Any, context: Any) -> str:  # noqa: ARG002 - the tool's interface
        """Sign in and return the token, an empty one for nobody."""
        if not _EMAIL:
            return ""
        password = os.environ["ITSM_FUZZ_PASSWORD"]
        address = f"{os.environ['ITSM_FUZZ_URL']}/api/auth/login"
        answer = requests.post(address, json={"email": _EMAIL, "password": password}, timeout=30)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def set(self, case: Any, data: str, context: Any) -> None:  # noqa: ARG002 - the tool's interface
        """Send the token along."""
        if data:
            case.headers["Authorization"] = f"Bearer {data}"


schemathesis.auth(refresh_interval=_REFRESH_SECONDS)(Token)
