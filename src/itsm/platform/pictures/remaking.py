"""Has pictures made anew by the worker, a few at a time."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import structlog

from itsm.platform.pictures import worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = structlog.get_logger("itsm.pictures")

_SECONDS: Final = 40
_AT_ONCE: Final = asyncio.Semaphore(2)
_WORKER: Final = Path(worker.__file__)


class PictureRefusedError(Exception):
    """The picture cannot be taken; `str(error)` is `too_many_pixels` or `broken`."""


@dataclass(frozen=True, slots=True)
class Remade:
    """What became of a file: the picture made anew (None for a PDF) and a small preview (None where it failed)."""

    picture: Path | None
    preview: Path | None


@asynccontextmanager
async def remade(kind: str, file: BinaryIO) -> AsyncIterator[Remade]:
    """Give `file` (png, jpeg, gif, webp, pdf) made anew; the paths are gone when the block ends.

    Raises PictureRefusedError for a picture that is broken or too large; a PDF that cannot be shown has no preview.
    """
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="itsm-picture-"))
    try:
        await asyncio.to_thread(_write, file, folder / "in")
        async with _AT_ONCE:
            refusal = await _run(kind, folder)
        if refusal and kind != "pdf":
            raise PictureRefusedError(refusal)
        picture, preview = folder / "out", folder / "preview"
        is_shown = await asyncio.to_thread(preview.is_file)
        yield Remade(None if kind == "pdf" else picture, preview if is_shown and not refusal else None)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _write(file: BinaryIO, path: Path) -> None:
    file.seek(0)
    with path.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1024 * 1024)


async def _run(kind: str, folder: Path) -> str:
    """Return why the worker refused, or nothing. A worker that crashed or took too long found something broken."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(_WORKER),
        kind,
        str(folder),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Nothing of our settings: the process reads a stranger's bytes.
        env={"HOME": str(folder)},
    )
    try:
        async with asyncio.timeout(_SECONDS):
            said, _ = await process.communicate()
    except TimeoutError:
        log.warning("pictures.too_slow", kind=kind)
        return "broken"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return ""
    if process.returncode != worker.REFUSED:
        log.warning("pictures.crashed", kind=kind, code=process.returncode)
        return "broken"
    return said.decode("ascii", "replace").strip() or "broken"
