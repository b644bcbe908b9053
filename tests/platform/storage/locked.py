"""A bucket with Object Lock and a default retention, made as an operator would: by signed requests (SigV4)."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from tests.factories.objects import KEY, SECRET

LOCK = """<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<ObjectLockEnabled>Enabled</ObjectLockEnabled>
<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>30</Days></DefaultRetention></Rule></ObjectLockConfiguration>"""


def authorization(
    method: str, url: str, *, query: str = "", body: bytes = b"", headers: dict[str, str] | None = None
) -> dict[str, str]:
    """Return the headers of one signed request."""
    parts = urlsplit(url)
    now = datetime.now(UTC)
    stamp, day = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}"
    digest = hashlib.sha256(body).hexdigest()
    sent = {"host": parts.netloc, "x-amz-content-sha256": digest, "x-amz-date": stamp} | (headers or {})
    names = ";".join(sorted(sent))
    listed = "".join(f"{name}:{sent[name]}\n" for name in sorted(sent))
    canonical = f"{method}\n{parts.path}\n{query}\n{listed}\n{names}\n{digest}"
    scope = f"{day}/us-east-1/s3/aws4_request"
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{SECRET}".encode()
    for word in (day, "us-east-1", "s3", "aws4_request"):
        key = hmac.digest(key, word.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    credential = f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={names}, Signature={signature}"
    return sent | {"Authorization": credential}


def signed(method: str, url: str, *, query: str = "", body: bytes = b"", headers: dict[str, str] | None = None) -> int:
    """Send one signed request; return its status."""
    sent = authorization(method, url, query=query, body=body, headers=headers)
    address = f"{url}?{query}" if query else url
    return httpx.request(method, address, content=body, headers=sent, timeout=30).status_code


def make_bucket(server: str, name: str, *, is_locked: bool) -> str:
    """Make a bucket, locked for 30 days by default where wanted; return the address that a setting names it by."""
    lock = {"x-amz-bucket-object-lock-enabled": "true"} if is_locked else {}
    assert signed("PUT", f"{server}/{name}", headers=lock) == 200
    if is_locked:
        assert signed("PUT", f"{server}/{name}", query="object-lock=", body=LOCK.encode()) == 200
    return f"s3://{name}/anchors?region=us-east-1&endpoint={server}"


def versions_of(server: str, bucket: str) -> list[str]:
    """Return the version of every object in a bucket."""
    url, query = f"{server}/{bucket}", "versions="
    answer = httpx.get(f"{url}?{query}", headers=authorization("GET", url, query=query))
    return re.findall(r"<Version>.*?<VersionId>([^<]+)</VersionId>", answer.text, re.DOTALL)
