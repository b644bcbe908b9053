"""Tables as PDF: what is written can be read back, in Latin-1 without and beyond it with an embedded font."""

from __future__ import annotations

import pypdfium2
import pytest

from itsm.platform.tabular.pdf import pdf_table

COLUMNS = ["Number", "Title", "Requester"]


def read_back(document: bytes) -> str:
    """Return the text of every page, as a reader would copy it."""
    opened = pypdfium2.PdfDocument(document)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened)
    finally:
        opened.close()


@pytest.mark.parametrize(
    "words",
    [
        ("打印机卡纸、二楼", "王晓琳"),
        ("採購部門無法登入系統", "陳嘉怡"),
        ("Hindi gumagana ang printer sa ikalawang palapag", "Niña Peñaflor"),
        ("Mañana: ₱1,250.00 — “Señor”", "Zoë Núñez"),
        ("Pencetak di lantai dua macet — kertas tersangkut é", "Dewi Anggraini"),
        ("Ошибка входа", "Žofia Łukasz Őry"),
        ("昨日 プリンタ 프린터", "Ngũgĩ"),
    ],
)
def test_words_are_read_back_as_they_were_written(words: tuple[str, str]) -> None:
    title, requester = words
    document = pdf_table(f"Tickets {requester}", COLUMNS, [["TKT-1", title, requester], ["TKT-2", "Plain", "Ana"]])
    told = read_back(document)
    assert f"Tickets {requester}" in told
    for word in (*COLUMNS, title, requester, "Plain", "TKT-2"):
        assert word in told, told
    assert "?" not in told


def test_latin_letters_embed_nothing_and_others_only_what_they_show() -> None:
    rows = [[f"TKT-{number}", "Drucker défectueux", "Ana"] for number in range(40)]
    plain = pdf_table("Tickets", COLUMNS, rows)
    wide = pdf_table("Tickets", COLUMNS, [*rows, ["TKT-40", "打印机卡纸", "王晓琳"]])
    assert b"/FontFile2" not in plain
    assert b"/FontFile2" in wide
    assert len(wide) < 60_000


def test_what_no_font_holds_is_marked_and_the_rest_is_kept() -> None:
    told = read_back(pdf_table("Tickets", COLUMNS, [["TKT-1", "\U0001f5a8 打印机 \u0e01", "Ana"]]))
    assert "? 打印机 ?" in told


def test_many_pages_have_numbers_and_a_cut_is_told() -> None:
    told = read_back(pdf_table("票", COLUMNS, [[f"TKT-{n}", "卡纸", "Ana"] for n in range(120)], is_cut=True))
    assert "TKT-119" in told
    assert "2 / " in told
    assert "Cut after 120 rows" in told
