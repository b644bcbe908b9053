"""The process that opens pictures and PDFs of strangers. Run as a program by itself.

Arguments: the kind (png, jpeg, gif, webp, pdf) and a folder that holds `in`. Writes `out` (the picture made anew, not
for a PDF) and `preview` (a small WebP) there. Exit code 0: done; 3: refused, the word for it on standard output.
Imports nothing of the product, so that it starts quickly and holds no secret.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS: Final = 50_000_000
MAX_ALL_PIXELS: Final = 200_000_000
MAX_FRAMES: Final = 500
PREVIEW_SIDE: Final = 480
REFUSED: Final = 3
_MEMORY_BYTES: Final = 1536 * 1024 * 1024
_CPU_SECONDS: Final = 30
_FILE_BYTES: Final = 512 * 1024 * 1024
# What a picture may keep of what is written beside its pixels: how it is shown, nothing of where it was taken.
_KEPT: Final = frozenset({"transparency", "duration", "loop", "background", "disposal"})
_SAVED: Final[dict[str, dict[str, Any]]] = {
    "png": {"format": "PNG"},
    "jpeg": {"format": "JPEG", "quality": 90, "progressive": True},
    "gif": {"format": "GIF"},
    "webp": {"format": "WEBP", "quality": 90},
}


class RefusedError(Exception):
    """The picture is not one that can be taken; the text is one word."""


def main() -> int:
    """Do what the arguments ask; return the exit code."""
    kind, folder = sys.argv[1], Path(sys.argv[2])
    _bound()
    try:
        if kind == "pdf":
            _show_page(folder)
        else:
            _make_anew(kind, folder)
    except RefusedError as refusal:
        print(refusal)  # noqa: T201 - the answer
        return REFUSED
    return 0


def _bound() -> None:
    """Take from this process what it does not need. Where the system cannot, the caller's time limit remains."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for what, limit in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _make_anew(kind: str, folder: Path) -> None:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - after the limits

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(folder / "in", formats=[str(_SAVED[kind]["format"])]) as image:
            _check_size(image)
            frames = _frames(image, kind)
            upright = ImageOps.exif_transpose(frames[0])
            _save([upright, *frames[1:]], kind, folder / "out")
            _save_preview(upright, folder / "preview")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as fault:
        raise RefusedError("too_many_pixels") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError) as fault:
        raise RefusedError("broken") from fault


def _check_size(image: Image) -> None:
    count = int(getattr(image, "n_frames", 1))
    pixels = image.width * image.height
    if pixels > MAX_PIXELS or count > MAX_FRAMES or pixels * count > MAX_ALL_PIXELS:
        raise RefusedError("too_many_pixels")


def _frames(image: Image, kind: str) -> list[Image]:
    """Return the pictures in the file, each without what is written beside its pixels."""
    from PIL import ImageSequence  # noqa: PLC0415 - after the limits

    found = []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        plain = frame.copy()
        # Orientation is needed once more; it goes when the picture is turned.
        plain.info = {key: value for key, value in frame.info.items() if key in _KEPT or key == "exif"}
        found.append(plain)
        if kind not in {"gif", "webp"}:
            break
    return found


def _save(frames: list[Image], kind: str, path: Path) -> None:
    for frame in frames:
        frame.info.pop("exif", None)
        frame.getexif().clear()
    first, options = frames[0], dict(_SAVED[kind])
    if kind == "jpeg" and first.mode not in {"RGB", "L"}:
        first = first.convert("RGB")
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "loop": int(first.info.get("loop", 0))}
        options["duration"] = [int(frame.info.get("duration", 100)) for frame in frames]
    first.save(path, exif=b"", **options) if kind != "gif" else first.save(path, **options)


def _save_preview(image: Image, path: Path) -> None:
    small = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small.info = {}
    small.save(path, format="WEBP", quality=80)


def _show_page(folder: Path) -> None:
    import pypdfium2  # noqa: PLC0415 - after the limits

    try:
        document = pypdfium2.PdfDocument(folder / "in")
        page = document[0]
        scale = min(2.0, 1200 / max(page.get_size()))
        page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(
            folder / "preview", format="WEBP", quality=80
        )
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError, MemoryError, OSError) as fault:
        raise RefusedError("broken") from fault


if __name__ == "__main__":
    sys.exit(main())
