"""Who asks and who works: the demonstration's staff and as many requesters as a company has, all signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from itsm.domains.identity.keys import key
from itsm.domains.identity.tokens import issue_access_token
from itsm.entrypoints.filling import people
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from benchmarks.stage import Stage

# As if everybody had just signed in. Hashing passwords is measured elsewhere, and would take a minute here.
_SESSIONS_SQL = """
    INSERT INTO sessions (id, user_id, authority_version, generation, head_nonce, created_at, rotated_at,
                          last_active_at, expires_at, ip, user_agent)
    SELECT uuidv7(), id, authority_version, 1, decode(md5(id::text), 'hex'), now(), now(), now(),
           now() + interval '1 day', '127.0.0.1', 'benchmark' FROM users;
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Access tokens, good for ten minutes: of every requester, of one manager, one agent, one administrator."""

    requesters: list[str]
    manager: str
    agent: str
    admin: str


def add_requesters(stage: Stage) -> None:
    """Add requesters and a session for everybody."""
    people.add_requesters(stage.sql)
    stage.sql(_SESSIONS_SQL)
    stage.sql("ANALYZE sessions")


def tokens(stage: Stage) -> Tokens:
    """Return fresh tokens for the sessions in the database."""
    found = _tokens(stage, "")
    requesters = [token for login, token in found.items() if login.startswith("person")]
    return Tokens(requesters, found["manager.ph"], found["agent.ph"], found["admin"])


def add_sessions(stage: Stage, login: str, count: int) -> None:
    """Give one person so many more sessions."""
    stage.sql(f"{_SESSIONS_SQL.rstrip().rstrip(';')}, generate_series(1, {count}) WHERE email LIKE '{login}@%'")


def all_tokens(stage: Stage) -> list[tuple[str, str]]:
    """Return the first part of the address and a fresh token, for each session in the database."""
    return _each_token(stage, "")


def token(stage: Stage, login: str) -> str:
    """Return a fresh token of one of the demonstration's people."""
    return _tokens(stage, f" WHERE u.email LIKE '{login}@%'")[login]


def _tokens(stage: Stage, where: str) -> dict[str, str]:
    """Return a token for each person, by the first part of the address."""
    return dict(_each_token(stage, where))


def _each_token(stage: Stage, where: str) -> list[tuple[str, str]]:
    lines = stage.sql(f"SELECT s.id, s.user_id, u.email FROM sessions s JOIN users u ON u.id = s.user_id{where}")  # noqa: S608
    found = []
    for line in lines.splitlines():
        session_id, user_id, email = line.split("|")
        issued = issue_access_token(
            key("access-token"), user_id=UUID(user_id), session_id=UUID(session_id), now=utc_now()
        )
        found.append((email.split("@")[0], issued))
    return found
