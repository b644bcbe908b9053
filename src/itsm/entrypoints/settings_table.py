"""The list that `itsm settings` prints."""

from __future__ import annotations

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from itsm.platform.settings import Settings


def settings_table(settings: Settings) -> list[str]:
    """Return one line a setting: name, present value, default where it differs, meaning."""
    rows = [_row(name, field, settings) for name, field in Settings.model_fields.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [f"{name:<{widths[0]}}  {value:<{widths[1]}}  {meaning}" for name, value, meaning in rows]


def _row(name: str, field: FieldInfo, settings: Settings) -> tuple[str, str, str]:
    value, default = getattr(settings, name), field.default
    shown = _show(value)
    changed = "" if value == default else f" (default: {_show(default)})"
    return f"ITSM_{name.upper()}", shown, f"{field.description or ''}{changed}"


def _show(value: object) -> str:
    """Show a value as one would write it in the environment; a secret only as set or not."""
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else "-"
    if isinstance(value, bool):
        return str(int(value))
    return str(value) or "-"
