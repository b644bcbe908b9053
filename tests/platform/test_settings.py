"""Settings: passwords that are kept apart from the addresses they belong to."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from sqlalchemy.engine import make_url

from itsm.platform.settings import Settings


def addresses(**given: str) -> tuple[str, str]:
    made = Settings(**{name: SecretStr(value) for name, value in given.items()})  # type: ignore[arg-type]
    return made.database_url.get_secret_value(), made.redis_url.get_secret_value()


def test_a_password_is_put_into_its_address_whatever_is_in_it() -> None:
    database, redis = addresses(
        database_url="postgresql://itsm@db.example:5433/itsm",
        database_password="p@ss/w:rd%?#",
        redis_url="rediss://cache.example:6380/0",
        redis_password="a b",
    )
    read = make_url(database)
    assert (read.username, read.password, read.host, read.port) == ("itsm", "p@ss/w:rd%?#", "db.example", 5433)
    assert redis == "rediss://:a%20b@cache.example:6380/0"


@pytest.mark.parametrize("address", ["postgresql://itsm:own@db/itsm", "postgresql://itsm:@db/itsm", ""])
def test_an_address_that_has_one_or_is_none_stays_as_it_is(address: str) -> None:
    assert addresses(database_url=address, database_password="other")[0] == address


def test_without_a_password_nothing_changes() -> None:
    assert addresses(database_url="postgresql://itsm@db/itsm")[0] == "postgresql://itsm@db/itsm"


def test_neither_is_shown() -> None:
    shown = repr(Settings(database_url=SecretStr("postgresql://i@db/i"), database_password=SecretStr("hidden")))
    assert "hidden" not in shown
