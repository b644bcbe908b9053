"""From bytes to a kept file: what it is, what is inside, pictures made anew, and into storage."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from itsm.domains.files.engine.archives import is_zip
from itsm.domains.files.engine.kinds import Kind, identify
from itsm.domains.files.engine.names import extension_of
from itsm.domains.files.engine.zips import Contents, ZipFault, look_into
from itsm.platform.errors import Problem, UnsupportedType
from itsm.platform.pictures.remaking import PictureRefusedError, Remade, remade
from itsm.platform.storage.adapters import get_storage
from itsm.platform.storage.port import CHUNK_BYTES, new_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection
    from pathlib import Path

    from itsm.domains.files.incoming import IncomingFile

_PICTURES: Final = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp"}
# Larger PDFs have no preview: what draws it reads all of it.
_PDF_MAX: Final = 50 * 1024 * 1024
_ZIP_FAULTS: Final = {
    ZipFault.BROKEN: "This archive is broken.",
    ZipFault.BOMB: "This archive would unpack to far more than it seems.",
    ZipFault.NAMES: "This archive holds names that lead out of its folder.",
}
_PICTURE_FAULTS: Final = {
    "too_many_pixels": "This picture has too many pixels; at most 50 million are taken.",
    "broken": "This picture is broken.",
}


@dataclass(slots=True)
class KeptFile:
    """Bytes that are in storage. They stay only where `register_file` gives them a row."""

    key: str
    name: str
    size_bytes: int
    sha256: str
    media_type: str
    is_opaque: bool = False
    preview_key: str | None = None
    is_registered: bool = False

    @property
    def keys(self) -> list[str]:
        """Return every key that storage holds for it."""
        return [key for key in (self.key, self.preview_key) if key is not None]


@asynccontextmanager
async def keeping(incoming: IncomingFile, endings: Collection[str]) -> AsyncIterator[KeptFile]:
    """Put an upload into storage; the block writes its row and commits. Where it refuses to, the bytes go again.

    After any other fault nobody knows whether the commit stood: the bytes stay, and the sweep finds out.
    Raises UnsupportedType (415), Unavailable (503).
    """
    kind, contents = await judge(incoming.name, incoming.spool, endings)
    kept = KeptFile(new_key(), incoming.name, incoming.size_bytes, incoming.sha256, kind.media_type, contents.is_opaque)
    async with _remade(kept, incoming.spool) as made:
        if made.picture is None:
            await get_storage().put(kept.key, incoming.chunks())
        else:
            await _replace(kept, made.picture)
        await _keep_preview(kept, made)
    async with settling(kept):
        yield kept


@asynccontextmanager
async def keeping_stored(
    key: str, name: str, size_bytes: int, sha256: str, endings: Collection[str]
) -> AsyncIterator[KeptFile]:
    """Do the same with bytes that are in storage already, under `key`. Whatever is refused goes from there, too."""
    file = await asyncio.to_thread(get_storage().reader, key)
    kept = KeptFile(key, name, size_bytes, sha256, "")
    try:
        kind, contents = await judge(name, file, endings)
        kept.media_type, kept.is_opaque = kind.media_type, contents.is_opaque
        async with _remade(kept, file) as made:
            if made.picture is not None:
                kept.key = new_key()
                await _replace(kept, made.picture)
                await get_storage().delete(key)
            await _keep_preview(kept, made)
    except Problem:
        await _forget(kept)
        raise
    finally:
        file.close()
    async with settling(kept):
        yield kept


@asynccontextmanager
async def settling(kept: KeptFile) -> AsyncIterator[None]:
    """Remove the bytes where the block refuses them or gives them no row."""
    try:
        yield
    except Problem:
        await _forget(kept)
        raise
    if not kept.is_registered:
        await _forget(kept)


async def judge(name: str, file: BinaryIO, endings: Collection[str]) -> tuple[Kind, Contents]:
    """Return what a file is and what is inside.

    Raises UnsupportedType (415) where content and name disagree, the ending is not one of `endings`, or an archive
    is one that harms who unpacks it.
    """
    ending = extension_of(name)
    kind = await asyncio.to_thread(identify, ending, file) if ending in endings else None
    if kind is None:
        raise UnsupportedType(
            "This kind of file is not accepted, or its content is not what its name says.",
            code="file_type_refused",
            accepted=sorted(endings),
        )
    contents = await asyncio.to_thread(_inside, file)
    if contents.fault is not None:
        raise UnsupportedType(_ZIP_FAULTS[contents.fault], code="archive_refused", reason=contents.fault.value)
    return kind, contents


def _inside(file: BinaryIO) -> Contents:
    file.seek(0)
    return look_into(file) if is_zip(file.read(4)) else Contents()


@asynccontextmanager
async def _remade(kept: KeptFile, file: BinaryIO) -> AsyncIterator[Remade]:
    kind = _PICTURES.get(kept.media_type)
    if kept.media_type == "application/pdf" and kept.size_bytes <= _PDF_MAX:
        kind = "pdf"
    if kind is None:
        yield Remade(None, None)
        return
    try:
        async with remade(kind, file) as made:
            yield made
    except PictureRefusedError as refusal:
        why = str(refusal)
        said = _PICTURE_FAULTS.get(why, _PICTURE_FAULTS["broken"])
        raise UnsupportedType(said, code="picture_refused", reason=why) from refusal


async def _replace(kept: KeptFile, picture: Path) -> None:
    """Keep the picture made anew, and say of it what is true of its bytes."""
    digest, size = hashlib.sha256(), 0

    async def counted() -> AsyncIterator[bytes]:
        nonlocal size
        async for chunk in _chunks(picture):
            digest.update(chunk)
            size += len(chunk)
            yield chunk

    await get_storage().put(kept.key, counted())
    kept.sha256, kept.size_bytes = digest.hexdigest(), size


async def _keep_preview(kept: KeptFile, made: Remade) -> None:
    if made.preview is not None:
        key = new_key()
        await get_storage().put(key, _chunks(made.preview))
        kept.preview_key = key


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    with file:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk


async def _forget(kept: KeptFile) -> None:
    for key in kept.keys:
        await get_storage().delete(key)
