"""What the clients send, made and sent in a process of its own: `python -m benchmarks.traffic < plan.json`.

All requests are written before the first is sent, so that the load costs little beside what it measures.
"""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import uvloop

from benchmarks import load
from itsm.domains.settings.defaults import CATEGORIES
from itsm.domains.settings.enums import Impact, Urgency

_THINGS = ("Laptop", "Printer", "VPN", "Outlook", "Badge reader", "SAP screen", "Scanner", "Phone", "Projector", "Wifi")
_FAULTS = (
    "does not start",
    "is very slow today",
    "asks for the password again and again",
    "shows an error",
    "lost its connection",
    "is missing for a new starter",
    "prints blank pages",
    "was damaged during transport",
    "cannot be reached from home",
    "freezes when I open a large order",
    "makes a strange noise",
)
_SINCE = ("this morning", "the last update", "we moved desks", "yesterday evening", "the power cut", "I came back")
_TOLD = (
    "{thing} {code} {fault}. It began with {since}; restarting changed nothing.",
    "Hello, could somebody look at {code}? Since {since} it {fault} and nobody on our floor knows why.",
    "After {since} my {thing} {fault}. A colleague beside me works normally, so I think only this one is concerned.",
    "Good day team! We noticed on {since} that equipment {code} {fault}. Please call me before noon, I travel later.",
    "{fault}: {thing}, label {code}, reported by the night shift. Photos can follow when needed. Seen first: {since}.",
    "I borrowed a spare because mine ({thing}, {code}) {fault}. The spare has to go back tomorrow. Cause unknown.",
    "Three orders are stuck! Everything that goes through {code} {fault}; the supplier says it is on our side.",
)
_IMPACTS = (
    "I cannot finish the order for the customer today.",
    "My team of eight waits for it.",
    "It is a nuisance, there is a workaround.",
    "The production line stands still until it works.",
    "Only me; I can use another one for now.",
)
# How often everybody gets a turn in one run, at most.
_TURNS = 8
_SITES = ("ph", "us", "id", "cn")


@dataclass(frozen=True, slots=True)
class Plan:
    """One measurement: who asks what of which port, how many at once, for how long (seconds)."""

    port: int
    clients: int
    seconds: float
    requests: list[str]
    warm: float = 0.0


def new_ticket(dice: random.Random, turn: int) -> dict[str, Any]:
    """Return the body of a new ticket like people write them.

    Tickets whose `turn` differs by less than 70 (lengths without common divisor) are about other things, told in
    other words: nobody raises a duplicate.
    """
    thing, fault, told = _THINGS[turn % len(_THINGS)], _FAULTS[turn % len(_FAULTS)], _TOLD[turn % len(_TOLD)]
    code = f"{dice.choice('ABCDEFGH')}{dice.randrange(1000, 9999)}"
    category = dice.choice(list(CATEGORIES))
    body: dict[str, Any] = {
        "type": dice.choice(("incident", "incident", "incident", "service_request")),
        "category": category,
        "subcategory": dice.choice(CATEGORIES[category]),
        "location": dice.choice(_SITES),
        "title": f"{thing} {code} {fault}",
        "description": f"{told.format(thing=thing, code=code, fault=fault, since=dice.choice(_SINCE))} "
        f"{dice.choice(_IMPACTS)} Desk {dice.randrange(1, 400)}.",
        "business_impact": dice.choice(_IMPACTS),
        "tags": [thing.lower()],
    }
    if dice.random() < 0.5:
        body["impact"] = dice.choice([one.value for one in Impact])
        body["urgency"] = dice.choice([one.value for one in Urgency])
    return body


def creations(tokens: list[str], count: int, seed: int) -> list[str]:
    """Return `count` requests that raise a ticket, each by another requester than the one before.

    Runs of one database take `seed` 1, 2, 3 and so on.
    """
    dice = random.Random(seed)
    return [
        load.http_request(
            "POST",
            "/api/tickets",
            tokens[number % len(tokens)],
            json.dumps(new_ticket(dice, number % len(tokens) + seed * _TURNS + number // len(tokens))).encode(),
            Idempotency_Key=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        ).decode("latin-1")
        for number in range(count)
    ]


def reads(token: str, paths: list[str]) -> list[str]:
    """Return one GET a path."""
    return [load.http_request("GET", path, token).decode("latin-1") for path in paths]


def measure(plan: Plan) -> load.Result:
    """Send a plan from a process of its own and return what came back.

    Raises RuntimeError where answers were refused: figures of errors say nothing.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.traffic"],
        input=json.dumps(asdict(plan)),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    result = load.Result(answer["seconds"], answer["latencies"], bytes_received=answer["bytes"])
    result.statuses.update({int(status): n for status, n in answer["statuses"].items()})
    if result.errors or not result.latencies:
        raise RuntimeError(f"answers other than expected: {dict(result.statuses)} {answer['refusal']}")
    return result


def _sender(requests: list[str]) -> Callable[[int], bytes]:
    """Return what gives each asking client the next request; they start over when all were sent."""
    written: Iterator[bytes] = itertools.cycle([request.encode("latin-1") for request in requests])
    return lambda _client: next(written)


def main() -> None:
    """Read a plan, warm up, measure, write the result."""
    plan = Plan(**json.load(sys.stdin))
    ask = _sender(plan.requests)
    if plan.warm:
        uvloop.run(load.run(plan.port, plan.clients, plan.warm, ask))
    result = uvloop.run(load.run(plan.port, plan.clients, plan.seconds, ask))
    json.dump(
        {
            "seconds": result.seconds,
            "latencies": result.latencies,
            "statuses": result.statuses,
            "bytes": result.bytes_received,
            "refusal": result.refusal,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
