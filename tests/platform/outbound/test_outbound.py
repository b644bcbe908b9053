"""S13: what calls out reaches nothing inside, whatever the address looks like and however a name resolves."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from itsm.platform.outbound.addresses import AllowList, is_public, plain_address, read_allow_list
from itsm.platform.outbound.client import (
    CallLimits,
    OutboundClient,
    OutboundFailedError,
    OutboundRefusedError,
    get_outbound,
    set_outbound,
)

Answer = Callable[[bytes], Awaitable[bytes]]

S13_ADDRESSES = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[ff02::1]/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://8.8.8.8@127.0.0.1/",
    "http://user:password@8.8.8.8/",
    "http://127.0.0.1#@8.8.8.8/",
    "http://8.8.8.8\\@127.0.0.1/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:25/",
    "http:///127.0.0.1/",
    "http:127.0.0.1",
    "//127.0.0.1/",
    "file:///etc/passwd",
    "gopher://8.8.8.8/",
    "ftp://8.8.8.8/",
    "dict://8.8.8.8:11211/",
    "jar:http://8.8.8.8/",
    "http://\uff18.8.8.8/",
    "http://8.8.8.8/\r\nX: y",
    "http://[not an address]/",
    "",
    "http://" + "a" * 3000,
]


@asynccontextmanager
async def listening(answer: Answer, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A real server on loopback; gives its port and the requests it got."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            seen.append(head)
            writer.write(await answer(head))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1], seen
    finally:
        server.close()


async def said(head: bytes) -> bytes:
    return b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'


def resolving(*rounds: list[str]) -> Callable[[str, int], Awaitable[list[str]]]:
    """A resolver that answers each question with the next of `rounds`, and the last for ever."""
    left = list(rounds)

    async def resolve(host: str, port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


@pytest.mark.asvs("1.3.6")
@pytest.mark.peer_class("S13")
@pytest.mark.parametrize("url", S13_ADDRESSES)
async def test_s13_addresses_that_lead_inside_are_refused_at_save_and_at_send(url: str) -> None:
    client = OutboundClient(AllowList())
    texts = set()
    with pytest.raises(OutboundRefusedError) as refusal:
        await client.check(url)
    texts.add(str(refusal.value))
    with pytest.raises(OutboundRefusedError) as refusal:
        await client.request("GET", url)
    texts.add(str(refusal.value))
    assert texts == {"This address cannot be called."}


@pytest.mark.peer_class("S13")
@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "10.0.0.1"],
        ["10.0.0.1", "93.184.215.14"],
        ["::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
        [],
    ],
)
async def test_s13_every_answer_of_a_name_must_be_public(answers: list[str]) -> None:
    client = OutboundClient(AllowList(), resolve=resolving(answers))
    with pytest.raises(OutboundRefusedError):
        await client.check("https://hooks.example/")


@pytest.mark.peer_class("S13")
async def test_s13_a_name_that_rebinds_after_the_check_is_not_asked_again() -> None:
    asked = 0

    async def rebinding(host: str, port: int) -> list[str]:
        nonlocal asked
        asked += 1
        return ["203.0.113.9", "192.0.2.2"][:1] if asked == 1 else ["127.0.0.1"]

    async with listening(said) as (port, seen):
        # The second answer leads to a real listener; an allow-list of the first network makes the check pass.
        client = OutboundClient(read_allow_list("203.0.113.0/24"), resolve=rebinding)
        with pytest.raises(OutboundFailedError):
            await client.request("GET", f"http://rebind.example:{port}/", limits=CallLimits(seconds=1))
        assert (asked, seen) == (1, [])
        with pytest.raises(OutboundRefusedError):
            await client.request("GET", f"http://rebind.example:{port}/")
        assert seen == []
        await client.close()


async def test_the_connection_goes_to_the_checked_address_and_asks_by_name() -> None:
    async with listening(said) as (port, seen):
        client = OutboundClient(read_allow_list("127.0.0.0/8"), resolve=resolving(["127.0.0.1"], ["192.0.2.1"]))
        answer = await client.request("POST", f"http://idp.internal:{port}/token?x=1", content=b"a=b")
        assert (answer.status, answer.json(), answer.is_success) == (200, {"ok": True}, True)
        (head,) = seen
        assert head.startswith(b"POST /token?x=1 HTTP/1.1\r\n")
        assert f"Host: idp.internal:{port}".encode() in head
        await client.close()


@pytest.mark.asvs("15.3.2")
@pytest.mark.peer_class("S13")
async def test_s13_a_redirect_is_an_answer_and_not_followed() -> None:
    async with listening(said) as (inside, untouched):

        async def away(head: bytes) -> bytes:
            return f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inside}/\r\nContent-Length: 0\r\n\r\n".encode()

        async with listening(away) as (port, _):
            client = OutboundClient(read_allow_list(f"127.0.0.1:{port}"))
            answer = await client.request("GET", f"http://127.0.0.1:{port}/")
            assert (answer.status, untouched) == (302, [])
            await client.close()


async def test_where_one_address_is_dead_the_next_is_tried() -> None:
    async with listening(said) as (port, seen):
        client = OutboundClient(read_allow_list("127.0.0.0/8"), resolve=resolving(["127.0.0.9", "127.0.0.1"]))
        assert (await client.request("GET", f"http://two.internal:{port}/")).status == 200
        assert len(seen) == 1
        await client.close()


async def test_an_answer_too_large_or_too_slow_is_cut_off() -> None:
    async def large(head: bytes) -> bytes:
        return b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200_000

    async def slow(head: bytes) -> bytes:
        await asyncio.sleep(30)
        return b""

    for answer, limits in ((large, CallLimits(max_bytes=100_000)), (slow, CallLimits(seconds=0.2))):
        async with listening(answer) as (port, _):
            client = OutboundClient(read_allow_list(f"127.0.0.1:{port}"))
            with pytest.raises(OutboundFailedError) as failure:
                await client.request("GET", f"http://127.0.0.1:{port}/", limits=limits)
            assert str(failure.value) == "The other side did not answer as it should."
            await client.close()


async def test_a_packed_answer_is_not_unpacked() -> None:
    async def packed(head: bytes) -> bytes:
        assert b"accept-encoding: identity" in head.lower()
        return b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00"

    async with listening(packed) as (port, _):
        client = OutboundClient(read_allow_list(f"127.0.0.1:{port}"))
        assert (await client.request("GET", f"http://127.0.0.1:{port}/")).body == b"\x1f\x8b\x08\x00"
        await client.close()


async def test_the_environments_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(said) as (port, _):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://192.0.2.1:3128")
        client = OutboundClient(read_allow_list(f"127.0.0.1:{port}"))
        assert (await client.request("GET", f"http://127.0.0.1:{port}/")).status == 200
        await client.close()


@pytest.mark.asvs("13.2.4")
async def test_the_allow_list_is_exact_and_never_opens_metadata() -> None:
    client = OutboundClient(read_allow_list("idp.internal:9000, 10.1.0.0/16"), resolve=resolving(["10.9.9.9"]))
    await client.check("http://idp.internal:9000/")
    for url in ("http://idp.internal:9001/", "http://other.internal:9000/", "http://x.idp.internal:9000/"):
        with pytest.raises(OutboundRefusedError):
            await client.check(url)
    inside = OutboundClient(read_allow_list("10.1.0.0/16"), resolve=resolving(["10.1.2.3"]))
    await inside.check("http://anything.internal:9999/")
    metadata = OutboundClient(read_allow_list("idp.internal, 169.254.0.0/16"), resolve=resolving(["169.254.169.254"]))
    with pytest.raises(OutboundRefusedError):
        await metadata.check("http://idp.internal/")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate of hooks.example that signs itself, in one file each; gives the certificate."""
    made = tmp_path / "cert.pem"
    words = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=hooks.example "
        f"-addext subjectAltName=DNS:hooks.example -keyout {tmp_path / 'key.pem'} -out {made}"
    )
    subprocess.run(["openssl", *words.split()], check=True, capture_output=True)  # noqa: S603, S607 - our own words
    return made


@pytest.mark.asvs("12.3.2")
async def test_a_certificate_must_be_of_the_name_that_was_asked_for(certificate: Path) -> None:
    key = certificate.with_name("key.pem")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate, key)
    trusted = ssl.create_default_context(cafile=str(certificate))
    async with listening(said, tls=served) as (port, _):
        client = OutboundClient(read_allow_list("127.0.0.0/8"), resolve=resolving(["127.0.0.1"]), tls=trusted)
        assert (await client.request("GET", f"https://hooks.example:{port}/")).status == 200
        with pytest.raises(OutboundFailedError):
            await client.request("GET", f"https://other.example:{port}/")
        await client.close()


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(plain_address(text))


def test_a_process_has_one_client() -> None:
    set_outbound(None)
    assert get_outbound() is get_outbound()
    set_outbound(None)


@pytest.mark.parametrize("text", ["10.0.0.0/99", "10.0.0.1/8"])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"10\.0"):
        read_allow_list(text)
