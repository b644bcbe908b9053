"""SendGrid's HTTP API against a real server that checks requests as the API's pages say; its signed news."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from itsm.platform.mail.adapters import open_mail, sendgrid_account
from itsm.platform.mail.events import BadEventsError, News, is_signed, read_events
from itsm.platform.mail.message import Attachment, OutgoingMail
from itsm.platform.mail.port import MailOutcome, PermanentMailError, TemporaryMailError
from itsm.platform.mail.sendgrid import SendGridAccount, SendGridMail
from itsm.platform.outbound.addresses import read_allow_list
from itsm.platform.outbound.client import OutboundClient, close_outbound, set_outbound
from itsm.platform.settings import Settings
from tests.platform.mail.sendgrid_sink import KEY, SendGridSink
from tests.platform.mail.test_smtp import a_mail

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MAIL: OutgoingMail = a_mail()


@pytest.fixture
async def sendgrid() -> AsyncIterator[SendGridSink]:
    """A running server, which this process may call."""
    sink = SendGridSink()
    await sink.start()
    set_outbound(OutboundClient(read_allow_list("127.0.0.1")))
    yield sink
    await close_outbound()
    await sink.stop()


def adapter(sink: SendGridSink, key: str = KEY) -> SendGridMail:
    """Return the adapter that sends to `sink`."""
    return SendGridMail(SendGridAccount(url=sink.url, key=key))


async def test_a_mail_is_taken_with_its_thread_and_its_files(sendgrid: SendGridSink) -> None:
    mail = a_mail(
        references=("<ticket.1@desk.example>",),
        attachments=(Attachment("figures.csv", "text/csv", "a;ü".encode()),),
    )
    assert await adapter(sendgrid).send(mail) is MailOutcome.SENT
    [taken] = sendgrid.taken
    assert taken["personalizations"] == [{"to": [{"email": mail.recipient_address, "name": mail.recipient_name}]}]
    assert taken["from"] == {"email": mail.sender_address, "name": mail.sender_name}
    assert taken["subject"] == mail.subject
    assert [part["value"] for part in taken["content"]] == [mail.text, mail.html]
    assert taken["headers"] == {
        "Message-ID": mail.message_id,
        "In-Reply-To": "<ticket.1@desk.example>",
        "References": "<ticket.1@desk.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    assert taken["custom_args"] == {"desk_message_id": mail.message_id}
    assert [one["enable"] for one in taken["tracking_settings"].values()] == [False, False, False]
    [file] = taken["attachments"]
    assert (file["filename"], file["type"]) == ("figures.csv", "text/csv")
    assert base64.b64decode(file["content"]).decode() == "a;ü"


@pytest.mark.parametrize("status", [429, 408, 500, 502, 503, 301])
async def test_what_passes_is_tried_again(sendgrid: SendGridSink, status: int) -> None:
    sendgrid.statuses = [status]
    with pytest.raises(TemporaryMailError, match=f"^{status} status {status}$") as refused:
        await adapter(sendgrid).send(MAIL)
    assert not refused.value.is_ambiguous
    assert await adapter(sendgrid).send(MAIL) is MailOutcome.SENT


@pytest.mark.parametrize("status", [400, 404, 413, 415])
async def test_what_is_refused_for_good_is_not(sendgrid: SendGridSink, status: int) -> None:
    sendgrid.statuses = [status]
    with pytest.raises(PermanentMailError, match=f"^{status} ") as refused:
        await adapter(sendgrid).send(MAIL)
    assert not refused.value.is_dead_address


async def test_a_wrong_key_waits_for_an_administrator_and_is_never_said(sendgrid: SendGridSink) -> None:
    with pytest.raises(TemporaryMailError, match=r"^401 The provided authorization") as refused:
        await adapter(sendgrid, "SG.wrong").send(MAIL)
    assert "SG.wrong" not in str(refused.value)
    assert "SG.wrong" not in repr(SendGridAccount(url="", key="SG.wrong"))


async def test_hanging_up_after_the_request_is_ambiguous(sendgrid: SendGridSink) -> None:
    sendgrid.statuses = [0]
    with pytest.raises(TemporaryMailError) as dropped:
        await adapter(sendgrid).send(MAIL)
    assert dropped.value.is_ambiguous
    assert sendgrid.seen == 1


async def test_nobody_there_is_not_ambiguous(sendgrid: SendGridSink) -> None:
    await sendgrid.stop()
    with pytest.raises(TemporaryMailError) as dropped:
        await adapter(sendgrid).send(MAIL)
    assert not dropped.value.is_ambiguous


@pytest.mark.peer_class("S13")
async def test_an_address_inside_is_not_called(sendgrid: SendGridSink) -> None:
    set_outbound(OutboundClient(read_allow_list("")))
    with pytest.raises(TemporaryMailError, match="cannot be called") as refused:
        await adapter(sendgrid).send(MAIL)
    assert not refused.value.is_ambiguous
    assert sendgrid.seen == 0


async def test_an_unsafe_header_is_refused_before_anybody_is_called(sendgrid: SendGridSink) -> None:
    with pytest.raises(PermanentMailError):
        await adapter(sendgrid).send(a_mail(subject="Hi\r\nBcc: eve@example.com"))
    assert sendgrid.seen == 0


async def test_a_greeting_asks_what_the_key_may_do(sendgrid: SendGridSink) -> None:
    await adapter(sendgrid).greet()
    sendgrid.scopes = ["stats.read"]
    with pytest.raises(PermanentMailError, match="may not send"):
        await adapter(sendgrid).greet()
    with pytest.raises(TemporaryMailError, match=r"^401"):
        await adapter(sendgrid, "SG.wrong").greet()
    assert sendgrid.taken == []


def test_the_setting_chooses_the_adapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITSM_SENDGRID_API_KEY", KEY)
    monkeypatch.setenv("ITSM_SENDGRID_URL", "https://api.eu.sendgrid.com/")
    account = sendgrid_account(Settings())
    assert account == SendGridAccount(url="https://api.eu.sendgrid.com/", key=KEY)
    assert isinstance(open_mail("smtp://127.0.0.1:25", sendgrid=account), SendGridMail)
    monkeypatch.delenv("ITSM_SENDGRID_API_KEY")
    assert sendgrid_account(Settings()) is None


SIGNER = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(SIGNER.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def signed(body: bytes, timestamp: str = "1767000000") -> str:
    """Return the signature of timestamp and body, as SendGrid makes it."""
    return base64.b64encode(SIGNER.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()


def test_only_what_the_key_signed_is_believed() -> None:
    body, stamp = b'[{"event":"bounce"}]\r\n', "1767000000"
    good = signed(body)
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    strange = base64.b64encode(other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    assert is_signed(PUBLIC, good, stamp, body)
    assert not is_signed(PUBLIC, good, stamp, body.strip())
    assert not is_signed(PUBLIC, good, "1767000001", body)
    assert not is_signed(PUBLIC, "", stamp, body)
    assert not is_signed(PUBLIC, "no base64!", stamp, body)
    assert not is_signed(strange, good, stamp, body)
    assert not is_signed("no key", good, stamp, body)


def one(**changes: Any) -> dict[str, Any]:
    """Return an event with `changes`."""
    return {"email": "ana@madison88.example", "timestamp": 1_767_000_000, "event": "bounce", "type": "bounce"} | changes


@pytest.mark.parametrize(
    ("event", "news", "undelivered"),
    [
        (one(reason="550 5.1.1 unknown"), News.BOUNCED, True),
        (one(type="blocked", reason="421 try later"), News.REFUSED, True),
        (one(event="dropped", reason="Bounced Address"), News.BOUNCED, True),
        (one(event="dropped", reason="Unsubscribed Address"), News.UNSUBSCRIBED, True),
        (one(event="dropped", reason="Spam Reporting Address"), News.COMPLAINED, True),
        (one(event="dropped", reason="Recipient List over Package Quota"), News.REFUSED, True),
        (one(event="spamreport"), News.COMPLAINED, False),
        (one(event="unsubscribe"), News.UNSUBSCRIBED, False),
        (one(event="group_unsubscribe"), News.UNSUBSCRIBED, False),
    ],
)
def test_what_news_mean(event: dict[str, Any], news: News, undelivered: bool) -> None:
    [read] = read_events(json.dumps([event]).encode())
    assert (read.news, read.undelivered, read.address) == (news, undelivered, "ana@madison88.example")


@pytest.mark.parametrize(
    "event",
    [
        *(one(event=name) for name in ("processed", "deferred", "delivered", "open", "click", "new_one")),
        one(email="ana@x\r\nBcc: eve@x"),
        one(email=None),
        one(timestamp="yesterday"),
        one(timestamp=10**30),
        "bounce",
    ],
)
def test_what_is_no_news_or_no_event_is_left_out(event: Any) -> None:
    assert read_events(json.dumps([event]).encode()) == []


@pytest.mark.parametrize("body", [b"", b"{}", b"no json", b'"text"'])
def test_what_is_no_list_of_events_is_refused(body: bytes) -> None:
    with pytest.raises(BadEventsError):
        read_events(body)
