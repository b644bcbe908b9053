"""One value of a table, so that nothing that opens the file takes it for more than a value."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from itsm.platform import jsonio

# The full-width forms are signs of a formula to spreadsheets of some languages.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: Any) -> Any:
    """Return `value` so that no spreadsheet takes it for a formula (CVE-2023-47489); numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = plain_text(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def plain_text(value: Any) -> str:
    """Return `value` as text: moments and days as ISO 8601 writes them, structures as JSON."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return jsonio.dumps_text(value) if isinstance(value, dict | list) else str(value)
