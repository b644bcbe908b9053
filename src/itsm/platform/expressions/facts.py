"""What is known of one ticket while conditions look at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from itsm.platform.expressions.fields import Field
from itsm.platform.expressions.words import Reading, Words


class Facts:
    """Values by field name; the texts are read once, and only if a condition asks for words.

    A value is None (not set), one thing, or a collection of things of which any may be asked for.
    """

    __slots__ = ("_reading", "_spelled", "values")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self._spelled: dict[str, frozenset[str]] = {}
        self._reading: tuple[Words, Reading] | None = None

    def among(self, field: Field) -> frozenset[str]:
        """Return the values of a field as they are compared; none where it is not set."""
        known = self._spelled.get(field.name)
        if known is None:
            value = self.values.get(field.name)
            several = value if isinstance(value, tuple | list | set | frozenset) else (value,)
            known = frozenset(field.spelled(one) for one in several if one is not None and one != "")
            self._spelled[field.name] = known
        return known

    def reading(self, words: Words, texts: Collection[str]) -> Reading:
        """Return what the texts say of these words."""
        if self._reading is None or self._reading[0] is not words:
            said = {name: str(self.values.get(name) or "") for name in sorted(texts)}
            self._reading = (words, words.read(said))
        return self._reading[1]

    def changed(self, **values: Any) -> Facts:
        """Return the same facts with other values; what was read of the texts is kept."""
        other = Facts({**self.values, **values})
        other._reading = self._reading
        return other
