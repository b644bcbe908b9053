"""Tags and synonyms are words: in small letters, and each once."""

from __future__ import annotations

from pydantic import TypeAdapter

from itsm.domains.knowledge.schemas import SynonymWords, Tags


def test_tags_differ_by_more_than_the_size_of_letters() -> None:
    assert TypeAdapter(Tags).validate_python(["VPN", "vpn", "Office"]) == ["vpn", "office"]


def test_synonyms_differ_by_more_than_the_size_of_letters() -> None:
    assert TypeAdapter(SynonymWords).validate_python(["Laptop", "notebook", "LAPTOP"]) == ["laptop", "notebook"]
