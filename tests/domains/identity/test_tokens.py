"""Access tokens and the other secrets: what is accepted, and everything that is not (ASVS 9)."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest

from itsm.domains.identity import keys, secret_values
from itsm.domains.identity.tokens import (
    ACCESS_TOKEN_SECONDS,
    InvalidTokenError,
    issue_access_token,
    read_access_token,
)
from itsm.platform.settings import Settings

KEY = b"k" * 32
USER, SESSION = uuid4(), uuid4()


def claims(**changes: Any) -> dict[str, Any]:
    now = int(datetime.now(UTC).timestamp())
    good = {"iss": "itsm", "aud": "itsm-api", "sub": str(USER), "sid": str(SESSION), "iat": now, "exp": now + 60}
    return {name: value for name, value in (good | changes).items() if value is not None}


def forged(payload: dict[str, Any], *, key: bytes = KEY, algorithm: str = "HS256", **headers: Any) -> str:
    return jwt.encode(payload, key, algorithm=algorithm, headers={"typ": "at+jwt"} | headers)


def unsigned(payload: dict[str, Any], algorithm: str = "none") -> str:
    parts = ({"alg": algorithm, "typ": "at+jwt"}, payload)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, ""])


@pytest.mark.asvs("9.2.1")
def test_an_access_token_says_who_and_which_session_for_ten_minutes() -> None:
    now = datetime.now(UTC)
    read = read_access_token(KEY, issue_access_token(KEY, user_id=USER, session_id=SESSION, now=now))
    assert (read.user_id, read.session_id) == (USER, SESSION)
    assert read.expires_at - read.issued_at == ACCESS_TOKEN_SECONDS == 600


@pytest.mark.asvs("9.1.1", "9.1.2", "9.1.3", "9.2.2", "9.2.3")
@pytest.mark.parametrize(
    "token",
    [
        pytest.param(unsigned(claims()), id="no algorithm"),
        pytest.param(unsigned(claims(), "NoNe"), id="no algorithm, odd case"),
        pytest.param(unsigned(claims(), "HS256"), id="no signature"),
        pytest.param(forged(claims(), algorithm="HS512", key=b"k" * 64), id="another algorithm"),
        pytest.param(forged(claims(), key=b"x" * 32), id="another key"),
        pytest.param(forged(claims(), key=b"k" * 31 + b"x", jwk={"kty": "oct", "k": "eA"}), id="a key in the header"),
        pytest.param(forged(claims(), key=b"x" * 32, kid="../../dev/null"), id="an odd key id"),
        pytest.param(forged(claims(), typ="JWT"), id="another type"),
        pytest.param(forged(claims(), typ="refresh+jwt"), id="a refresh token's type"),
        pytest.param(forged(claims(aud="itsm-download")), id="another audience"),
        pytest.param(forged(claims(iss="https://idp.example")), id="another issuer"),
        pytest.param(forged(claims(exp=1)), id="expired"),
        pytest.param(forged(claims(exp=None)), id="without end"),
        pytest.param(forged(claims(sid=None)), id="without session"),
        pytest.param(forged(claims(sub=None)), id="without person"),
        pytest.param(forged(claims(sid=["a"])), id="a list as session"),
        pytest.param(forged(claims(sub="1 or 1=1")), id="no id as person"),
        pytest.param(forged(claims(iat=int(datetime.now(UTC).timestamp()) + 3600)), id="from the future"),
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="no token"),
        pytest.param("é" * 20, id="not ASCII"),
        pytest.param("a" * 100_000, id="giant"),
    ],
)
def test_whatever_is_not_our_access_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        read_access_token(KEY, token)


@pytest.mark.asvs("9.1.1")
def test_a_token_with_a_changed_bit_is_refused() -> None:
    token = issue_access_token(KEY, user_id=USER, session_id=SESSION, now=datetime.now(UTC))
    header, payload, signature = token.split(".")
    changed = json.loads(base64.urlsafe_b64decode(payload + "=="))
    changed["sub"] = str(uuid4())
    other = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()
    with pytest.raises(InvalidTokenError):
        read_access_token(KEY, f"{header}.{other}.{signature}")


def test_a_refresh_token_has_one_successor_that_needs_its_own_text() -> None:
    token, nonce = secret_values.new_refresh_token(), secret_values.new_nonce()
    child = secret_values.successor(KEY, token, nonce)
    assert child == secret_values.successor(KEY, token, nonce)
    others = {
        secret_values.successor(b"x" * 32, token, nonce),
        secret_values.successor(KEY, secret_values.new_refresh_token(), nonce),
        secret_values.successor(KEY, token, secret_values.new_nonce()),
    }
    assert child not in others
    assert len(others) == 3


@pytest.mark.asvs("6.4.1")
@pytest.mark.peer_class("S32", "S33")
def test_a_mailed_secret_is_bound_to_row_person_purpose_and_nonce() -> None:
    row = {"token_id": uuid4(), "user_id": USER, "purpose": "reset", "nonce": b"n" * 32}
    token = secret_values.mail_token(KEY, **row)  # type: ignore[arg-type]
    assert secret_values.mail_token_id(token) == row["token_id"]
    for change in ({"user_id": uuid4()}, {"purpose": "invitation"}, {"nonce": b"m" * 32}):
        assert secret_values.mail_token(KEY, **(row | change)) != token  # type: ignore[arg-type]


@pytest.mark.parametrize("token", ["", " ", "null", "[]", "%", "*", "a" * 86, "a" * 85, "=" * 64, "é" * 64, "x" * 5000])
def test_what_cannot_be_a_mailed_secret_names_no_row(token: str) -> None:
    assert secret_values.mail_token_id(token) is None


def test_a_mailed_secret_has_one_spelling() -> None:
    token = secret_values.mail_token(KEY, token_id=UUID(int=7), user_id=USER, purpose="reset", nonce=b"n" * 32)
    assert secret_values.mail_token_id(token + "=") is None
    assert secret_values.mail_token_id(token.replace("-", "+").replace("_", "/") + " ") is None


def test_a_device_cookie_speaks_for_one_person_only() -> None:
    nonce = secret_values.new_nonce()
    cookie = secret_values.device_cookie(KEY, user_id=USER, nonce=nonce)
    assert secret_values.device_nonce(KEY, cookie, user_id=USER) == nonce
    assert secret_values.device_nonce(KEY, cookie, user_id=uuid4()) is None
    assert secret_values.device_nonce(KEY, cookie[:-2], user_id=USER) is None
    assert secret_values.device_nonce(KEY, "not one", user_id=USER) is None
    assert secret_values.device_nonce(KEY, None, user_id=USER) is None


@pytest.mark.asvs("13.3.1")
@pytest.mark.peer_class("S42")
def test_keys_differ_by_purpose_and_a_short_secret_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len({keys.key("access-token"), keys.key("csrf"), keys.key("mail-link"), keys.key("device")}) == 4
    monkeypatch.setattr(keys, "get_settings", lambda: Settings(secret_key="too short"))
    with pytest.raises(RuntimeError, match="ITSM_SECRET_KEY"):
        keys.key("access-token")


@pytest.mark.asvs("9.2.1")
def test_expiry_is_in_the_token_itself() -> None:
    past = datetime.now(UTC) - timedelta(seconds=ACCESS_TOKEN_SECONDS + 1)
    with pytest.raises(InvalidTokenError):
        read_access_token(KEY, issue_access_token(KEY, user_id=USER, session_id=SESSION, now=past))
