"""Sending over SMTP, against a real server on loopback."""

from __future__ import annotations

import email
import email.policy
import ssl
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from itsm.platform.mail.adapters import open_mail
from itsm.platform.mail.message import OutgoingMail, clean_header
from itsm.platform.mail.port import MailOutcome, PermanentMailError, TemporaryMailError
from itsm.platform.mail.smtp import SmtpMail
from itsm.platform.mail.smtp_url import SmtpServer, SmtpTls
from tests.platform.mail.smtp_sink import Mood, SmtpSink

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from email.message import EmailMessage
    from pathlib import Path


def a_mail(**changes: object) -> OutgoingMail:
    """Return a harmless mail with `changes`."""
    parts: dict[str, object] = {
        "message_id": "<d1@desk.example>",
        "sender_address": "desk@madison88.example",
        "sender_name": "IT Service Desk",
        "recipient_address": "ana@madison88.example",
        "recipient_name": "Ana Reyes",
        "subject": "Laptop défectueux",
        "text": "Good day,\n.\nnothing to see",
        "html": "<p>Good day</p>",
        "date": datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        "references": ("<ticket-1@desk.example>",),
    }
    return OutgoingMail(**(parts | changes))  # type: ignore[arg-type] - a test's free hand


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    """A running SMTP server."""
    server = SmtpSink()
    await server.start()
    yield server
    await server.stop()


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


async def test_a_mail_arrives_whole(sink: SmtpSink) -> None:
    mail = open_mail(f"smtp://127.0.0.1:{sink.port}")
    assert await mail.send(a_mail()) is MailOutcome.SENT
    [received] = sink.received
    message = _parse(received.content)
    assert (received.sender, received.recipients) == ("desk@madison88.example", ["ana@madison88.example"])
    assert message["Subject"] == "Laptop défectueux"
    assert message["To"] == "Ana Reyes <ana@madison88.example>"
    assert message["Message-ID"] == "<d1@desk.example>"
    assert message["In-Reply-To"] == message["References"] == "<ticket-1@desk.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert plain.get_content().splitlines()[1] == "."
    assert html is not None
    assert "<p>Good day</p>" in html.get_content()


@pytest.mark.parametrize("mood", [Mood.RECIPIENT_4XX, Mood.DATA_4XX])
async def test_a_4xx_is_temporary_and_certain(sink: SmtpSink, mood: Mood) -> None:
    sink.mood = mood
    with pytest.raises(TemporaryMailError) as caught:
        await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail())
    assert not caught.value.is_ambiguous
    assert str(caught.value).startswith("45")


@pytest.mark.parametrize("mood", [Mood.RECIPIENT_5XX, Mood.DATA_5XX])
async def test_a_5xx_is_permanent(sink: SmtpSink, mood: Mood) -> None:
    sink.mood = mood
    with pytest.raises(PermanentMailError, match=r"^55"):
        await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail())


async def test_a_connection_lost_after_the_data_is_ambiguous(sink: SmtpSink) -> None:
    sink.mood = Mood.DROP_AFTER_DATA
    with pytest.raises(TemporaryMailError) as caught:
        await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail())
    assert caught.value.is_ambiguous
    assert len(sink.received) == 1


async def test_a_server_that_is_down_is_temporary_and_certain(sink: SmtpSink) -> None:
    await sink.stop()
    with pytest.raises(TemporaryMailError) as caught:
        await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail())
    assert not caught.value.is_ambiguous


@pytest.mark.asvs("1.3.11")
@pytest.mark.peer_class("S18")
@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Hello\r\nBcc: eve@evil.example"},
        {"subject": "Hello\nX: y"},
        {"subject": "Hello\x00"},
        {"subject": "=?utf-8?q?x=0D=0ABcc:_eve@evil.example?="},
        {"recipient_name": "=?utf-8?q?x=0D=0ABcc:_eve@evil.example?="},
        {"subject": "Hello\u2028Bcc: eve@evil.example"},
        {"recipient_name": "Ana\r\nBcc: eve@evil.example"},
        {"sender_name": "Desk\r\n"},
        {"recipient_address": "ana@madison88.example\r\nRCPT TO:<eve@evil.example>"},
        {"recipient_address": "ana@madison88.example,eve@evil.example"},
        {"recipient_address": "ana@evil.example@madison88.example"},
        {"recipient_address": '"a b"@madison88.example'},
        {"recipient_address": "<ana@madison88.example>"},
        {"recipient_address": ""},
        {"sender_address": "desk@madison88.example> SIZE=1\r\nRSET"},
        {"message_id": "<d1@desk.example>\r\nX: y"},
        {"references": ("<a@b>\r\nX: y",)},
    ],
    ids=repr,
)
async def test_injection_is_refused_and_nothing_is_sent(sink: SmtpSink, change: dict[str, object]) -> None:
    """Covers CVE-2025-48388, CVE-2026-1299, CVE-2024-6923, CVE-2012-4730, PYSEC-2026-2338."""
    with pytest.raises(PermanentMailError):
        await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail(**change))
    assert sink.received == []


async def test_a_cleaned_encoded_word_stays_text(sink: SmtpSink) -> None:
    """Python's serialiser turned such a display name into a Bcc header of its own."""
    name = clean_header("=?utf-8?q?x=0D=0ABcc:_eve@evil.example?=")
    await open_mail(f"smtp://127.0.0.1:{sink.port}").send(a_mail(recipient_name=name, subject=name))
    [received] = sink.received
    assert received.recipients == ["ana@madison88.example"]
    assert _parse(received.content)["Bcc"] is None


async def test_without_a_server_the_mail_is_kept() -> None:
    assert await open_mail("").send(a_mail()) is MailOutcome.KEPT


async def test_without_a_server_the_same_checks_hold() -> None:
    with pytest.raises(PermanentMailError):
        await open_mail(None).send(a_mail(subject="a\r\nb"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for the name `localhost`."""
    path = tmp_path / "server.pem"
    options = "-newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    files = ["-keyout", str(path), "-out", str(tmp_path / "cert.pem")]
    command = ["openssl", "req", "-x509", *options.split(" "), *files]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed arguments
    path.write_bytes(path.read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return path


@pytest.mark.asvs("12.3.2")
@pytest.mark.peer_class("S44")
async def test_tls_takes_only_a_verified_certificate(certificate: Path) -> None:
    """CVE-2023-5422: any certificate was accepted."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    sink = SmtpSink()
    await sink.start(context)
    here = {"port": sink.port, "tls": SmtpTls.IMPLICIT}
    trusting = SmtpServer(host="localhost", ca_file=str(certificate), **here)  # type: ignore[arg-type]
    assert await SmtpMail(trusting).send(a_mail()) is MailOutcome.SENT
    unknown = SmtpServer(host="localhost", **here)  # type: ignore[arg-type]
    wrong_name = SmtpServer(host="127.0.0.1", ca_file=str(certificate), **here)  # type: ignore[arg-type]
    for server in (unknown, wrong_name):
        with pytest.raises(TemporaryMailError, match="certificate"):
            await SmtpMail(server).send(a_mail())
    assert len(sink.received) == 1
    await sink.stop()


@pytest.mark.asvs("12.3.1")
@pytest.mark.peer_class("S44")
async def test_a_server_without_starttls_gets_nothing_where_tls_is_due(sink: SmtpSink) -> None:
    server = SmtpServer(host="127.0.0.1", port=sink.port, tls=SmtpTls.STARTTLS)
    with pytest.raises(TemporaryMailError):
        await SmtpMail(server).send(a_mail())
    assert sink.received == []
