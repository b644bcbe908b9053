"""A table as PDF: plain text in cells, landscape, heading on every page. Nothing is fetched, no markup is read.

Where Latin-1 holds every letter, PDF's own Helvetica is named and nothing embedded. Else a font that holds Chinese and
Latin with all its marks is read (a second, for this export only) and the signs that are shown go into the file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from itsm.platform.tabular.cells import plain_text

if TYPE_CHECKING:
    from fpdf import FPDF

PDF_ROWS: Final = 2_000
_CELL_CHARS: Final = 120
_PLAIN: Final = "Helvetica"
_WIDE: Final = "WenQuanYi"
_WIDE_FILE: Final = Path(__file__).with_name("fonts") / "wqy-microhei.ttf"
_MARGIN: Final = 10
_HEADING_FILL: Final = (237, 240, 247)
_STRIPE_FILL: Final = (248, 249, 252)


def pdf_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, is_cut: bool = False) -> bytes:
    """Return a PDF of the rows. What no font of ours holds becomes `?`; the other formats keep it."""
    # Imported here: who never exports a PDF need not load the writer.
    from fpdf.enums import TableCellFillMode  # noqa: PLC0415
    from fpdf.fonts import FontFace  # noqa: PLC0415

    heading, *lines = ([_short(plain_text(value)) for value in row] for row in ([title, *columns], *rows))
    is_plain = all(text.isascii() or _is_latin(text) for line in (heading, *lines) for text in line)
    paper = _paper(_PLAIN if is_plain else _WIDE)
    held = None if is_plain else _signs_of(paper)
    name, *columns_shown = (_shown(text, held) for text in heading)
    paper.set_title(name)
    paper.add_page()
    paper.set_font(paper.font_family, "B" if is_plain else "", 14)
    paper.cell(0, 10, name, new_x="LMARGIN", new_y="NEXT")
    paper.set_font(paper.font_family, "", 7)
    with paper.table(
        headings_style=FontFace(emphasis="BOLD" if is_plain else None, fill_color=_HEADING_FILL),
        cell_fill_color=_STRIPE_FILL,
        cell_fill_mode=TableCellFillMode.ROWS,
        borders_layout="HORIZONTAL_LINES",
        line_height=4,
        text_align="LEFT",
    ) as table:
        for row in (columns_shown, *lines):
            line = table.row()
            for text in row:
                line.cell(_shown(text, held))
    if is_cut:
        paper.ln(3)
        paper.cell(0, 6, f"Cut after {len(rows)} rows; CSV, XLSX and JSON hold them all.")
    return bytes(paper.output())


def _paper(family: str) -> FPDF:
    """Return an empty document that writes in this font, with the number of each page at its foot."""
    from fpdf import FPDF  # noqa: PLC0415

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-_MARGIN)
            self.set_font(family, size=7)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    paper = Paper(orientation="landscape", format="A4")
    paper.set_margin(_MARGIN)
    if family == _WIDE:
        paper.add_font(_WIDE, "", _WIDE_FILE)
    paper.set_font(family, size=7)
    return paper


def _signs_of(paper: FPDF) -> Collection[int]:
    """Return the code points that the wide font holds."""
    font: Any = paper.current_font
    return frozenset(font.cmap)


def _is_latin(text: str) -> bool:
    return all(ord(sign) <= 0xFF for sign in text)  # noqa: PLR2004 - Latin-1


def _short(text: str) -> str:
    short = text if len(text) <= _CELL_CHARS else f"{text[: _CELL_CHARS - 3]}..."
    return "".join(sign if sign.isprintable() else " " for sign in short)


def _shown(text: str, held: Collection[int] | None) -> str:
    """Return a text with `?` for each sign that the font does not hold; `held` None: it holds them all."""
    return text if held is None else "".join(sign if ord(sign) in held else "?" for sign in text)
