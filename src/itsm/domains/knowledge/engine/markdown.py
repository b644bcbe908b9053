"""From Markdown to HTML that holds nothing executable, a list of contents, and plain text for the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_ALERT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n?", re.IGNORECASE)
_FILE = re.compile(r"^file:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DEEPEST_IN_OUTLINE: Final = 3
_MOST_IN_OUTLINE: Final = 60
_CALLOUTS: Final = frozenset({"note", "tip", "important", "warning", "caution"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

_TAGS: Final = frozenset(
    {
        *("a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img"),
        *("kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr"),
        *("ul", "aside", "details", "summary"),
    }
)
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"alt", "title", "data-file"},
    "aside": {"data-callout"},
    "code": {"data-language"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents. `level` is 2 or 3, `id` the anchor in the HTML."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article's body made ready: for reading, for its contents, for the search."""

    html: str
    outline: tuple[Heading, ...]
    text: str
    file_ids: tuple[str, ...]


def _parser() -> MarkdownIt:
    # HTML in the source is shown as text, never passed on; links are checked here and cleaned again below.
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable(["table", "strikethrough"])
    usual = parser.validateLink
    # Pictures name a file of the article; the address is taken away again before anything is rendered.
    parser.validateLink = lambda url: bool(_FILE.match(url)) or usual(url)  # type: ignore[method-assign]
    return parser


_PARSER: Final = _parser()


def render(body: str) -> Rendered:
    """Return an article's Markdown as clean HTML, contents and text. Linear in its length."""
    tokens = _PARSER.parse(body)
    outline = _prepare(tokens)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    files = [file for file in (_file_of(child) for child in _children(tokens)) if file]
    return Rendered(_clean(html), tuple(outline), plain_text(tokens), tuple(dict.fromkeys(files)))


def slug_of(text: str) -> str:
    """Return a text as part of an address: ASCII letters, digits and hyphens, never empty."""
    spread = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", spread).strip("-")[:100].strip("-") or "article"


def plain_text(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of parsed Markdown, one block a line; addresses of links left out."""
    lines: list[str] = []
    for token in tokens:
        if token.type == "inline":
            lines.append("".join(_shown(child) for child in token.children or []))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
    return "\n".join(line for line in lines if line.strip())


def _shown(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content


def _children(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def _prepare(tokens: list[Token]) -> list[Heading]:
    """Give headings their anchors, callouts their kind, images their file; return the contents."""
    outline: list[Heading] = []
    taken: set[str] = set()
    # The page has its title as the only first level: the highest heading of the text is a second.
    deeper = 2 - min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=2)
    open_quotes: list[str | None] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            token.tag = _moved(token.tag, deeper)
            _anchor(tokens, index, taken, outline)
        elif token.type == "heading_close":
            token.tag = _moved(token.tag, deeper)
        elif token.type == "blockquote_open":
            open_quotes.append(_callout(tokens, index))
        elif token.type == "blockquote_close" and open_quotes.pop():
            token.tag = "aside"
        elif token.type == "inline":
            _point_images(token)
        elif token.type in {"td_open", "th_open"}:
            _align(token)
    return outline


def _moved(tag: str, deeper: int) -> str:
    """Return a heading's tag so many levels deeper, from the second to the sixth."""
    return f"h{max(2, min(int(tag[1]) + deeper, 6))}"


def _anchor(tokens: Sequence[Token], index: int, taken: set[str], outline: list[Heading]) -> None:
    token = tokens[index]
    text = "".join(_shown(child) for child in tokens[index + 1].children or []).strip()
    base = f"s-{slug_of(text)}"
    anchor, tries = base, 1
    while anchor in taken:
        tries += 1
        anchor = f"{base}-{tries}"
    taken.add(anchor)
    token.attrSet("id", anchor)
    level = int(token.tag[1])
    if text and level <= _DEEPEST_IN_OUTLINE and len(outline) < _MOST_IN_OUTLINE:
        outline.append(Heading(anchor, level, text))


def _callout(tokens: Sequence[Token], index: int) -> str | None:
    """Turn `> [!NOTE]` into an aside; return its kind, None for an ordinary quotation."""
    inline = next((token for token in tokens[index + 1 : index + 3] if token.type == "inline"), None)
    found = _ALERT.match(inline.content) if inline else None
    if inline is None or found is None:
        return None
    kind = found.group(1).lower()
    tokens[index].tag = "aside"
    tokens[index].attrSet("data-callout", kind)
    inner = _PARSER.parseInline(inline.content[found.end() :])
    inline.children = inner[0].children if inner else []
    inline.content = inline.content[found.end() :]
    return kind


def _file_of(token: Token) -> str | None:
    if token.type != "image":
        return None
    named = token.attrGet("data-file")
    return str(named) if named else None


def _point_images(inline: Token) -> None:
    """Let images show files of the article only: one elsewhere would tell others who reads what."""
    for child in inline.children or []:
        if child.type != "image":
            continue
        found = _FILE.match(str(child.attrGet("src") or ""))
        child.attrs.pop("src", None)
        if found:
            child.attrSet("data-file", found.group(1))


def _align(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style.startswith("text-align:"):
        token.attrSet("align", style.removeprefix("text-align:"))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        attribute_filter=_filtered,
        link_rel="noopener noreferrer nofollow",
    )


def _filtered(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "data-callout":
        return value if value in _CALLOUTS else None
    if attribute == "href" and not urlsplit(value).scheme and value.startswith("//"):
        return None
    return value
