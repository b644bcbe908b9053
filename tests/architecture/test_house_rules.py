"""Each house rule refuses what it is there to refuse and lets the right form pass; the house keeps them all."""

from __future__ import annotations

import pytest
from tools.house_rules import ROOT, RULES, check_text, check_tree

SERVICE = "domains/tickets/service.py"

REFUSED = {
    "commits_only_in_the_unit_of_work": (SERVICE, "async def f(session):\n    await session.commit()\n"),
    "no_background_tasks": (SERVICE, "from fastapi import BackgroundTasks\n"),
    "no_wait_for": (SERVICE, "async def f(event):\n    await asyncio.wait_for(event.wait(), 1)\n"),
    "no_string_built_sql": (SERVICE, 'x = text(f"SELECT {name}")\n'),
    "rooms_are_entered_by_their_doors": (SERVICE, "from itsm.domains.sla.service import start\n"),
    "output_schemas_have_no_defaults": (SERVICE, "class A(OutputModel):\n    x: int = 1\n"),
    "services_use_the_clock_of_the_work": (SERVICE, "def f(work):\n    return utc_now()\n"),
    "one_outbound_client": (SERVICE, "from urllib import request\n"),
    "queries_ask_who_sees": (SERVICE, "def f(session):\n    return session.scalar(select(Ticket.id))\n"),
    "no_relationships": (SERVICE, "x = relationship('Y')\n"),
    "files_and_functions_are_small": (SERVICE, "def f():\n" + "    x = 1\n" * 61),
    "todos_name_an_issue": (SERVICE, "x = 1  # TO" + "DO later\n"),
}

ALLOWED = {
    "commits_only_in_the_unit_of_work": ("platform/work.py", "async def f(session):\n    await session.commit()\n"),
    "no_background_tasks": (SERVICE, "work.defer('x', {})\n"),
    "no_wait_for": (SERVICE, "async def f(event):\n    async with asyncio.timeout(1):\n        await event.wait()\n"),
    "no_string_built_sql": (SERVICE, "x = text('SELECT :name')\n"),
    "rooms_are_entered_by_their_doors": ("domains/tickets/queries.py", "from itsm.domains.users.models import User\n"),
    "output_schemas_have_no_defaults": (SERVICE, "class A(OutputModel):\n    x: int\n"),
    "services_use_the_clock_of_the_work": (SERVICE, "def f(session):\n    return utc_now()\n"),
    "one_outbound_client": ("platform/outbound/client.py", "import httpx\n"),
    "queries_ask_who_sees": (SERVICE, "def f(actor):\n    return select(Ticket.id).where(visible(actor))\n"),
    "no_relationships": (SERVICE, "x = related('Y')\n"),
    "files_and_functions_are_small": (SERVICE, "def f():\n" + "    x = 1\n" * 40),
    "todos_name_an_issue": (SERVICE, "x = 1  # TO" + "DO(#12) later\n"),
}


@pytest.mark.asvs("1.2.4")
@pytest.mark.peer_class("S15")
@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_each_rule_refuses_its_case(rule: str) -> None:
    assert any(f"({rule})" in finding for finding in check_text(*REFUSED[rule]))


@pytest.mark.parametrize("rule", [rule.__name__ for rule in RULES])
def test_each_rule_lets_the_right_form_pass(rule: str) -> None:
    assert not [finding for finding in check_text(*ALLOWED[rule]) if f"({rule})" in finding]


@pytest.mark.parametrize(
    "line", ["import httpx", "import urllib.request", "from urllib.request import urlopen", "import requests as r"]
)
def test_no_other_way_leads_out(line: str) -> None:
    assert check_text(SERVICE, f"{line}\n")


def test_the_house_keeps_its_rules() -> None:
    assert check_tree(ROOT) == []


@pytest.mark.asvs("8.3.1", "8.4.1")
@pytest.mark.peer_class("S01")
@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('Q = text("SELECT id FROM tickets WHERE id = :id")\n', True),
        ('def f():\n    return f"SELECT 1 FROM sla_clocks k JOIN tickets t ON {x}"\n', True),
        ("def f(session):\n    return session.get(Comment, 1)\n", True),
        ("class Repository:\n    def f(self):\n        return select(func.count()).select_from(Ticket)\n", True),
        ("def f(session):\n    return select(TicketLink.id)\n", False),
        ("# sees all: the clock does it\nQ = text('SELECT id FROM tickets')\n", False),
        ("# sees all:\nQ = text('SELECT id FROM tickets')\n", True),
        ("def f(actor, binds):\n    return f'SELECT 1 FROM tickets t WHERE {where_visible(actor, binds)}'\n", False),
        ("def f(ticket: Ticket) -> str:\n    return ticket.title\n", False),
    ],
)
def test_a_query_beside_the_visibility_rule_is_found(text: str, is_found: bool) -> None:
    found = [finding for finding in check_text(SERVICE, text) if "(queries_ask_who_sees)" in finding]
    assert bool(found) == is_found
