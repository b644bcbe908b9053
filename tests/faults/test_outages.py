"""What keeps working while a part is gone or slow: Redis, the mail server, the database."""

from __future__ import annotations

import time

import httpx
import pytest
from drills.ledger import Ledger
from drills.product import Product, wait_until

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.timeout(400)]

USERS = ("user.ph", "user2.ph", "user.us", "user.id")
OUTAGE_SECONDS = 4
REPORT = {
    "category": "Hardware",
    "title": "Laptop does not start any more",
    "description": "It shows a black screen since this morning.",
    "business_impact": "Orders cannot be processed today.",
    "location": "Philippines",
    "confirm_duplicate": True,
}


@pytest.mark.asvs("16.5.2")
def test_without_redis_no_ticket_operation_fails(product: Product) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS])
    with ledger.under_load():
        time.sleep(1)
        product.kill("redis")
        time.sleep(OUTAGE_SECONDS)
        headers = product.sign_in("agent.ph")  # counting sign-ins falls back to this process
        listed = httpx.get(f"{product.address}/api/tickets", headers=headers, timeout=10)
        product.start_part("redis")
        time.sleep(1)
    assert listed.status_code == 200
    assert ledger.outcomes()["unknown"] == 0
    assert ledger.of("ticket", "ok")
    product.settle()
    wait_until(lambda: product.value("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == 0, seconds=30, what="")


@pytest.mark.asvs("16.5.2", "16.5.4")
def test_without_the_database_answers_are_503_and_it_recovers_by_itself(product: Product) -> None:
    headers = product.sign_in("user.ph")
    with httpx.Client(base_url=product.address, headers=headers, timeout=15) as client:
        assert client.get("/api/tickets").status_code == 200
        product.kill("postgres")
        for send in (
            lambda: client.post("/api/tickets", json=REPORT),
            lambda: client.get("/api/tickets"),
            lambda: client.get("/api/health/ready"),
        ):
            answer = send()
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) >= 1
            assert answer.json()["code"] == "unavailable"
        assert client.get("/api/health/live").status_code == 200
        product.postgres.restart()
        began = time.monotonic()
        wait_until(lambda: client.get("/api/tickets").status_code == 200, seconds=10, what="the same process serves")
        assert client.post("/api/tickets", json=REPORT).status_code == 201
        assert time.monotonic() - began < 10
    product.settle()


def test_a_hanging_mail_server_does_not_slow_tickets(product: Product) -> None:
    ledger = Ledger(product.address, [product.sign_in(user) for user in USERS])
    product.sink.delay_seconds = 20
    try:
        with ledger.under_load():
            time.sleep(OUTAGE_SECONDS)
    finally:
        product.sink.delay_seconds = 0
    quick = sorted(ledger.seconds)
    assert ledger.outcomes()["unknown"] == 0
    assert quick[len(quick) // 2] < 1, quick[-5:]
    assert quick[-1] < 5
    product.settle()
    arrived = product.sink.counts()
    sent = [row[0] for row in product.rows("SELECT message_id FROM deliveries")]
    assert [message_id for message_id in sent if message_id not in arrived] == []
