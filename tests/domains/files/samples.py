"""Small true files of every accepted kind, and some that lie."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from PIL import Image


def picture(form: str, size: tuple[int, int] = (8, 6), **options: Any) -> bytes:
    """Return a small picture of this format."""
    raw = io.BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(raw, form, **options)
    return raw.getvalue()


def page() -> bytes:
    """Return a PDF of one page with a picture on it."""
    raw = io.BytesIO()
    Image.new("RGB", (200, 280), (30, 90, 160)).save(raw, "PDF")
    return raw.getvalue()


PNG, JPG, GIF, WEBP = picture("PNG"), picture("JPEG"), picture("GIF"), picture("WEBP")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = page()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MSG = COMPOUND + "__properties_version1.0".encode("utf-16-le") + bytes(100)
EML = b"Received: from mx\r\n by us; Mon\r\nFrom: a@madison88.example\r\nSubject: Hi\r\n\r\nHello\r\n"
CSV = b"tag,serial\nPH-001,ABC\n"
TEXT = "Der Drucker im 3. Stock, 打印机".encode()


def archive(*names: str, content: bytes = b"x") -> bytes:
    """Return a zip archive of these entries."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return raw.getvalue()


TYPES = "[Content_Types].xml"
DOCX = archive(TYPES, "_rels/.rels", "word/document.xml")
XLSX = archive(TYPES, "xl/workbook.xml")
PPTX = archive(TYPES, "ppt/presentation.xml")
DOCM = archive(TYPES, "word/document.xml", "word/vbaProject.bin")
ZIP = archive("logs/app.log", "logs/old/app.log")
CLIMBING_ZIP = archive("logs/app.log", "../../etc/passwd")
