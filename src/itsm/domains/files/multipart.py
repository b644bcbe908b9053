"""Reads an uploaded form as it arrives: one file and a few short fields, refused at the first byte too many.

The framework would spool the whole body before the caller is known; here nothing is read before the route asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from itsm.domains.files.incoming import IncomingFile
from itsm.platform.errors import Invalid, UnsupportedType

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Callable

FILE_FIELD: Final = "file"
_FIELD_BYTES: Final = 1_000
_HEADER_BYTES: Final = 4_000
_HEADERS: Final = 8
# What browsers escape in a file name, and nothing else (HTML, multipart form data).
_ESCAPES: Final = {"%22": '"', "%0A": "\n", "%0D": "\r"}


@dataclass(slots=True)
class UploadForm:
    """What came: the file and the text fields by name."""

    file: IncomingFile
    fields: dict[str, str]


async def read_upload(
    body: AsyncIterable[bytes], content_type: str, *, fields: frozenset[str], limit_bytes: int
) -> UploadForm:
    """Return the form in `body`; the caller closes its file.

    Raises UnsupportedType (415) where it is no form, TooLarge (413) where the file is over `limit_bytes`,
    Invalid (422) where it is broken, holds no file, two files, or a field that is not in `fields`.
    """
    form = _Form(fields, limit_bytes)
    try:
        await _feed(form, _Parts(_boundary(content_type)), body)
        return form.finish()
    except MultipartParseError as fault:
        form.abandon()
        raise _broken() from fault
    except BaseException:
        form.abandon()
        raise


async def _feed(form: _Form, parts: _Parts, body: AsyncIterable[bytes]) -> None:
    async for chunk in body:
        parts.write(chunk)
        for step in parts.take():
            await step(form)
    if not parts.is_complete:
        raise _broken()


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type.encode("latin-1", "replace"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 1 <= len(boundary) <= 70:  # noqa: PLR2004 - RFC 2046, 5.1.1
        raise UnsupportedType("Send the file as multipart/form-data.")
    return boundary


def _broken() -> Invalid:
    return Invalid("The uploaded form is broken or incomplete.", code="broken_form")


class _Parts:
    """The parser's callbacks, turned into steps that can wait for the disk."""

    def __init__(self, boundary: bytes) -> None:
        self.is_complete = False
        self._steps: list[Callable[[_Form], Any]] = []
        self._name = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._headers.clear,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers_finished,
                "on_part_data": self._on_part_data,
                "on_end": self._on_end,
            },
            max_header_count=_HEADERS,
            max_header_size=_HEADER_BYTES,
        )

    def write(self, chunk: bytes) -> None:
        """Parse the next bytes of the body. Raises MultipartParseError."""
        if chunk:
            self._parser.write(chunk)

    def take(self) -> list[Callable[[_Form], Any]]:
        """Return what the bytes so far ask to be done, once."""
        steps, self._steps = self._steps, []
        return steps

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._steps.append(lambda form: form.begin(options))

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        self._steps.append(lambda form: form.write(piece))

    def _on_end(self) -> None:
        self.is_complete = True


@dataclass(slots=True)
class _Form:
    """The form as far as it was read."""

    allowed: frozenset[str]
    limit_bytes: int
    file: IncomingFile | None = None
    texts: dict[str, bytearray] = field(default_factory=dict)
    current: str = ""

    async def begin(self, options: dict[bytes, bytes]) -> None:
        """Begin the part of these Content-Disposition options."""
        self.current = options.get(b"name", b"").decode("utf-8", "replace")
        if self.current in self.texts or (self.current == FILE_FIELD and self.file is not None):
            raise Invalid.field(self.current, "Send this field once.", "repeated")
        if self.current == FILE_FIELD:
            self._begin_file(options.get(b"filename", b""))
        elif self.current in self.allowed:
            self.texts[self.current] = bytearray()
        else:
            raise Invalid.field(self.current[:100], "This form has no such field.", "extra_forbidden")

    async def write(self, piece: bytes) -> None:
        """Add to the part that is being read."""
        if self.current == FILE_FIELD and self.file is not None:
            await self.file.write(piece)
            return
        text = self.texts[self.current]
        text += piece
        if len(text) > _FIELD_BYTES:
            raise Invalid.field(self.current, f"At most {_FIELD_BYTES} bytes.", "string_too_long")

    def finish(self) -> UploadForm:
        """Return the whole form. Raises Invalid (422) without a file that holds something."""
        if self.file is None:
            raise Invalid.field(FILE_FIELD, "Choose a file.", "missing")
        if self.file.size_bytes == 0:
            raise Invalid.field(FILE_FIELD, "The file is empty.", "empty_file")
        try:
            return UploadForm(self.file, {name: text.decode("utf-8") for name, text in self.texts.items()})
        except UnicodeDecodeError as fault:
            raise _broken() from fault

    def abandon(self) -> None:
        """Let go of what was received."""
        if self.file is not None:
            self.file.close()

    def _begin_file(self, raw_name: bytes) -> None:
        name = raw_name.decode("utf-8", "replace")
        for escape, character in _ESCAPES.items():
            name = name.replace(escape, character)
        if not name:
            raise Invalid.field(FILE_FIELD, "Choose a file.", "missing")
        self.file = IncomingFile(name, limit_bytes=self.limit_bytes)
