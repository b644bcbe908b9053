"""Chooses the scanner that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from itsm.platform.scanner.clamd import ClamdScanner
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from itsm.platform.scanner.port import ScannerPort

_PORT: Final = 3310
_MEGABYTE: Final = 1024 * 1024


class BadScannerUrlError(ValueError):
    """ITSM_CLAMD_URL is not one this program can use."""


def open_scanner(url: str, *, max_mb: int) -> ScannerPort | None:
    """Return the scanner that `url` names; None where it is empty. Raises BadScannerUrlError."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return ClamdScanner(unquote(parts.path), max_bytes=max_mb * _MEGABYTE)
    if parts.scheme == "tcp" and parts.hostname:
        return ClamdScanner((parts.hostname, parts.port or _PORT), max_bytes=max_mb * _MEGABYTE)
    raise BadScannerUrlError("ITSM_CLAMD_URL must be tcp://host:3310 or unix:///run/clamav/clamd.ctl")


_UNSET: Final = object()
_scanner: object = _UNSET


def set_scanner(scanner: ScannerPort | None) -> None:
    """Make `scanner` (None: no scanner) the one this process uses."""
    global _scanner  # noqa: PLW0603 - one scanner a process, replaced in tests
    _scanner = scanner


def get_scanner() -> ScannerPort | None:
    """Return this process's scanner, the one of the settings unless another was set; None: there is none."""
    global _scanner  # noqa: PLW0603 - one scanner a process
    if _scanner is _UNSET:
        settings = get_settings()
        _scanner = open_scanner(settings.clamd_url, max_mb=settings.clamd_max_mb)
    return _scanner  # type: ignore[return-value]  # the marker for "not yet opened" is gone here
