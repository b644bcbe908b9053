"""A range is the bytes it says, or the whole file, or 416."""

from __future__ import annotations

import pytest

from itsm.domains.files.engine.ranges import NotSatisfiableError, wanted_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("bytes=0-0", (0, 1)),
        ("bytes=2-4", (2, 5)),
        ("bytes=5-", (5, 10)),
        ("bytes=5-999", (5, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-999", (0, 10)),
        ("bytes = 1-2", (1, 3)),
        ("bytes=0-1,3-4", None),
        ("bytes=4-2", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("lines=1-2", None),
        ("bytes=" + "0-1," * 5000, None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_what_is_sent(header: str | None, expected: tuple[int, int] | None) -> None:
    assert wanted_range(header, None, etag='"x"', size=10) == expected


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_outside_is_refused(header: str) -> None:
    with pytest.raises(NotSatisfiableError):
        wanted_range(header, None, etag='"x"', size=10)


def test_a_range_of_another_version_is_the_whole_file() -> None:
    assert wanted_range("bytes=0-1", '"y"', etag='"x"', size=10) is None
    assert wanted_range("bytes=99-", 'W/"x"', etag='"x"', size=10) is None
    assert wanted_range("bytes=0-1", ' "x" ', etag='"x"', size=10) == (0, 2)
