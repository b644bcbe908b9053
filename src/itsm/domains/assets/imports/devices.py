"""What inventory agents found, into the register: a file of documents, or one that an agent posts."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.assets.engine.intake.inventory import Device, NoDeviceError, device_of, merged
from itsm.domains.assets.enums import ImportKey, ImportSource, ImportState, RowPhase
from itsm.domains.assets.imports import queries
from itsm.domains.assets.imports.applying import apply_rows
from itsm.domains.assets.imports.models import AssetImportRow
from itsm.domains.assets.imports.planning import plan_rows
from itsm.domains.assets.imports.service import NewImport, add_import, count_rows, tell_moved
from itsm.domains.assets.visibility import WRITE
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from itsm.domains.assets.imports.models import AssetImport
    from itsm.platform.work import UnitOfWork

MOST_BYTES: Final = 200 * 1024 * 1024
"""What a file of documents may unpack to."""
TERMS: Final = {
    "key": ImportKey.SOURCE.value,
    "day_first": False,
    "currency": "USD",
    "type_id": None,
    "from_agent": True,
}
_POSTED: Final = "Posted by agents"


class UnreadableInventoryError(ValueError):
    """The file holds no documents of inventory agents."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a file, each with its line, and the file's digest."""

    sha256: str
    found: Sequence[tuple[int, Mapping[str, Any]]]


def read_documents(path: Path) -> Documents:
    """Return the documents in a file: one object, a list, or one a line; also packed (.gz), also under `inventory`.

    Raises OSError, UnreadableInventoryError.
    """
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if path.suffix == ".gz":
        raw = _unpacked(path)
    try:
        found = list(_documents(raw.decode("utf-8-sig"), is_lines=".jsonl" in path.suffixes))
    except ValueError as fault:
        raise UnreadableInventoryError(f"{path.name} holds no inventory documents: {fault}") from fault
    if not found:
        raise UnreadableInventoryError(f"{path.name} holds no inventory documents")
    return Documents(digest, found)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            raw = file.read(MOST_BYTES + 1)
    except (EOFError, gzip.BadGzipFile) as fault:
        raise UnreadableInventoryError(f"{path.name} is no packed file") from fault
    if len(raw) > MOST_BYTES:
        raise UnreadableInventoryError(f"{path.name} unpacks to too much")
    return raw


def _documents(text: str, *, is_lines: bool) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if is_lines:
        held = [(number, json.loads(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    else:
        whole = json.loads(text)
        held = list(enumerate(whole if isinstance(whole, list) else [whole], 1))
    for number, document in held:
        if not isinstance(document, dict):
            raise ValueError(f"document {number} is no object")  # noqa: TRY004 - the file is wrong, not the call
        inner = document.get("inventory")
        yield number, inner if isinstance(inner, dict) else document


async def take_devices(work: UnitOfWork, file_name: str, documents: Documents) -> AssetImport:
    """Take a file in, to be checked next; documents about one device are one row. Raises Forbidden (403)."""
    new = NewImport(
        source=ImportSource.INVENTORY,
        file_name=file_name,
        sha256=documents.sha256,
        columns=(),
        targets=(),
        terms=TERMS,
        rows=_rows(documents.found, work.now),
    )
    return await add_import(work, new, ImportState.CHECKING)


def _rows(found: Iterable[tuple[int, Mapping[str, Any]]], now: datetime) -> list[tuple[int, dict[str, str]]]:
    devices: dict[str, tuple[int, Device]] = {}
    nameless: list[tuple[int, dict[str, str]]] = []
    for line, document in found:
        try:
            device = device_of(document, seen_at=now)
        except NoDeviceError:
            # A row without a key is refused, and says so.
            nameless.append((line, {"name": str(document.get("itemtype") or "?")[:40]}))
            continue
        first, earlier = devices.get(device.key, (line, None))
        devices[device.key] = (first, merged(earlier, device) if earlier else device)
    return sorted([*nameless, *((line, dict(device.given)) for line, device in devices.values())])


async def take_posted(work: UnitOfWork, document: Mapping[str, Any]) -> AssetImportRow:
    """Write what an agent posts; the posts of a day by one sender are one import, to be taken back as one.

    Raises Forbidden (403), Invalid (422) for a document that names no device.
    """
    work.actor.require(WRITE)
    try:
        device = device_of(document, seen_at=work.now)
    except NoDeviceError as fault:
        raise Invalid.field("content", f"This inventory cannot be taken: {fault}.", "no_device") from fault
    one = await _import_of_today(work)
    one.row_count += 1
    row = AssetImportRow(
        import_id=one.id, line=one.row_count, given=dict(device.given), phase=RowPhase.CHECKED.value, reasons=[]
    )
    work.session.add(row)
    await apply_rows(work, one, await plan_rows(work.session, one, [row], lock=True))
    one.rows_moved = one.row_count
    count_rows(one, [row], is_undo=False)
    tell_moved(work, one)
    return row


async def _import_of_today(work: UnitOfWork) -> AssetImport:
    name = f"{_POSTED}, {work.now.date().isoformat()}"
    found = await queries.posted_import(work.session, name, work.actor.id)
    if found is not None:
        return found
    new = NewImport(
        source=ImportSource.INVENTORY,
        file_name=name,
        sha256="",
        columns=(),
        targets=(),
        terms=TERMS | {"is_stream": True},
        rows=(),
    )
    return await add_import(work, new, ImportState.DONE)
