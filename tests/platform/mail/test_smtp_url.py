"""What ITSM_SMTP_URL may say."""

from __future__ import annotations

import pytest

from itsm.platform.mail.message import clean_header
from itsm.platform.mail.smtp_url import BadSmtpUrlError, SmtpTls, parse_smtp_url


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://mail.example", 587, SmtpTls.STARTTLS),
        ("smtps://mail.example", 465, SmtpTls.IMPLICIT),
        ("smtp://mail.example:2525?tls=off", 2525, SmtpTls.OFF),
        ("smtp://localhost:1025", 1025, SmtpTls.OFF),
        ("smtp://127.0.0.1", 25, SmtpTls.OFF),
        ("smtp://localhost:1025?tls=starttls", 1025, SmtpTls.STARTTLS),
    ],
)
def test_tls_and_port_have_safe_defaults(url: str, port: int, tls: SmtpTls) -> None:
    server = parse_smtp_url(url)
    assert (server.port, server.tls) == (port, tls)


@pytest.mark.asvs("16.2.5")
@pytest.mark.peer_class("S30")
def test_sign_in_is_decoded_and_never_printed() -> None:
    server = parse_smtp_url("smtp://desk%40m88:p%2Fss@mail.example?timeout=5&ca=/etc/ca.pem")
    assert (server.username, server.password) == ("desk@m88", "p/ss")
    assert (server.timeout_seconds, server.ca_file) == (5.0, "/etc/ca.pem")
    assert "p/ss" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example",
        "smtp://",
        "mail.example:25",
        "smtp://mail.example:99999",
        "smtp://mail.example?tls=maybe",
        "smtp://mail.example?verify=no",
        "smtp://mail.example?timeout=0",
        "smtp://mail.example?timeout=never",
        "smtp://user:secret@mail.example?tls=off",
    ],
)
def test_what_cannot_be_used_is_refused_without_the_password(url: str) -> None:
    with pytest.raises(BadSmtpUrlError) as caught:
        parse_smtp_url(url)
    assert "secret" not in str(caught.value)


@pytest.mark.asvs("1.3.11")
@pytest.mark.peer_class("S18")
@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  two\r\nlines\t", "two lines"),
        ("a\x00b\u2028c\u202ed", "a b c d"),
        ("=?utf-8?q?x?=", "= ?utf-8?q?x?="),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_typed_text_is_made_fit_for_a_header(typed: str, cleaned: str) -> None:
    assert clean_header(typed) == cleaned
