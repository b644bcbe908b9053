"""Anchors of the audit chain in an object store, tried on a real server of the S3 protocol."""

from __future__ import annotations

import pytest

from itsm.platform.anchors import ObjectAnchors, anchor_store
from itsm.platform.settings import get_settings
from itsm.platform.storage.adapters import BadStorageUrlError
from itsm.platform.storage.port import new_key
from tests.factories.objects import BUCKET, KEY, SECRET, free_port
from tests.platform.storage.locked import make_bucket, signed, versions_of


@pytest.fixture
def anchors(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> ObjectAnchors:
    """What the setting names, under a prefix of this test's own."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    address = f"s3://{BUCKET}/{new_key()}?region=us-east-1&endpoint={s3_server}"
    monkeypatch.setattr(get_settings(), "audit_anchor_url", address)
    store = anchor_store()
    assert isinstance(store, ObjectAnchors)
    return store


def test_an_anchor_is_written_once_and_stays_as_it_was(anchors: ObjectAnchors) -> None:
    assert anchors.names() == []
    for number in (2, 1, 10):
        anchors.put_once(f"audit-{number:012d}.json", b"%d" % number)
    anchors.put_once("audit-000000000001.json", b"forged")
    assert anchors.names() == ["audit-000000000001.json", "audit-000000000002.json", "audit-000000000010.json"]
    assert anchors.get("audit-000000000001.json") == b"1"


@pytest.mark.asvs("16.4.2")
def test_an_anchor_in_a_locked_bucket_stays_whoever_holds_the_credentials(
    s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A DELETE without a version only covers an object with a mark; the version itself cannot be deleted."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    bucket = f"locked-{new_key()[:8].lower()}"
    anchors = ObjectAnchors(make_bucket(s3_server, bucket, is_locked=True))
    anchors.put_once("audit-000000000001.json", b"1")
    (version,) = versions_of(s3_server, bucket)
    kept = f"{s3_server}/{bucket}/anchors/audit-000000000001.json"
    assert signed("DELETE", kept, query=f"versionId={version}") == 403
    assert anchors.get("audit-000000000001.json") == b"1"


def test_an_anchor_that_is_not_there_is_an_os_error(anchors: ObjectAnchors) -> None:
    with pytest.raises(FileNotFoundError):
        anchors.get("audit-000000000009.json")


def test_a_store_that_is_away_is_an_os_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    away = ObjectAnchors(f"s3://{BUCKET}/x?region=us-east-1&endpoint=http://127.0.0.1:{free_port()}")
    with pytest.raises(OSError, match="anchors"):
        away.names()


@pytest.mark.parametrize("address", ["s3://", "s3://bucket?colour=red", "s3://user@bucket"])
def test_an_address_that_is_none_is_refused_by_its_setting(address: str) -> None:
    with pytest.raises(BadStorageUrlError, match="ITSM_AUDIT_ANCHOR_URL"):
        ObjectAnchors(address)
