"""The doctor on real parts: a desk that is well, and each thing that can be wrong with one."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from itsm.domains.ops.enums import Verdict
from itsm.entrypoints.doctor.command import examine
from itsm.entrypoints.doctor.configuration import look_at_settings
from itsm.entrypoints.doctor.database import look_at_database
from itsm.entrypoints.doctor.findings import Finding
from itsm.entrypoints.doctor.services import look_at_files, look_at_mail, look_at_redis, look_at_scanner
from itsm.platform.db.engine import Database
from itsm.platform.outbound.addresses import read_allow_list
from itsm.platform.outbound.client import OutboundClient, close_outbound, set_outbound
from itsm.platform.settings import Settings
from tests.platform.mail.sendgrid_sink import KEY, SendGridSink
from tests.platform.mail.smtp_sink import SmtpSink

Change = Callable[..., Settings]


@pytest.fixture
def change(settings: Settings) -> Change:
    def changed(**fields: Any) -> Settings:
        return settings.model_copy(update=fields)

    return changed


def by_part(found: list[Finding]) -> dict[str, Finding]:
    return {finding.part: finding for finding in found}


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_desk_that_runs_is_looked_at_whole(
    database: Database, change: Change, tmp_path: Path, drain: Callable[[], Awaitable[int]]
) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    found = by_part(await examine(change(database_url=SecretStr(url), home=tmp_path)))
    assert found["database"].verdict is Verdict.OK
    assert found["files"].verdict is Verdict.OK
    assert found["durability"].verdict is Verdict.FAILING, "the servers of tests do not sync"
    assert not list((tmp_path / "files").rglob("*.*"))
    assert all(finding.mend for finding in found.values() if finding.verdict is not Verdict.OK)


async def test_an_empty_database_asks_for_migrate(empty_database: str, change: Change) -> None:
    schema = by_part(await look_at_database(change(database_url=SecretStr(empty_database))))["schema"]
    assert (schema.verdict, schema.mend) == (Verdict.FAILING, "run `itsm migrate`")


async def test_a_database_that_is_not_there_is_said_without_its_password(change: Change, closed_port: int) -> None:
    url = SecretStr(f"postgresql://itsm:canary@127.0.0.1:{closed_port}/itsm")
    (found,) = await look_at_database(change(database_url=url))
    assert found.verdict is Verdict.FAILING
    assert "canary" not in found.seen


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"secret_key": SecretStr("short")}, "secret key"),
        ({"environment": "production", "public_url": "http://desk.example"}, "public address"),
        ({"environment": "production", "trusted_proxies": ""}, "proxies"),
        ({"environment": "production", "audit_key": SecretStr("")}, "audit key"),
    ],
)
def test_settings_that_are_wrong_are_named(change: Change, fields: dict[str, Any], part: str) -> None:
    found = by_part(look_at_settings(change(**fields)))[part]
    assert found.verdict is not Verdict.OK
    assert found.mend


async def test_services_that_do_not_answer_are_named(change: Change, closed_port: int, tmp_path: Path) -> None:
    at = f"127.0.0.1:{closed_port}"
    blocked = tmp_path / "a-file"
    blocked.write_text("no folder can be made below this")
    found = [
        await look_at_redis(change(redis_url=SecretStr(f"redis://{at}/0"))),
        await look_at_mail(change(smtp_url=SecretStr(f"smtp://{at}?tls=off"))),
        await look_at_scanner(change(clamd_url=f"tcp://{at}")),
        await look_at_files(change(storage_url=f"file://{blocked}/files")),
    ]
    assert [finding.verdict for finding in found] == [Verdict.FAILING] * 4


async def test_a_mail_server_is_greeted_and_sent_nothing(change: Change) -> None:
    sink = SmtpSink()
    await sink.start()
    try:
        found = await look_at_mail(change(smtp_url=SecretStr(f"smtp://127.0.0.1:{sink.port}?tls=off")))
    finally:
        await sink.stop()
    assert (found.verdict, sink.received) == (Verdict.OK, [])


async def test_sendgrid_is_asked_what_the_key_may_do_and_sent_nothing(change: Change) -> None:
    sink = SendGridSink()
    await sink.start()
    set_outbound(OutboundClient(read_allow_list("127.0.0.1")))
    try:
        good = await look_at_mail(change(sendgrid_api_key=SecretStr(KEY), sendgrid_url=sink.url))
        bad = await look_at_mail(change(sendgrid_api_key=SecretStr("SG.wrong"), sendgrid_url=sink.url))
    finally:
        await close_outbound()
        await sink.stop()
    assert (good.verdict, bad.verdict, sink.taken) == (Verdict.OK, Verdict.FAILING, [])
    assert "SG.wrong" not in f"{bad}"
