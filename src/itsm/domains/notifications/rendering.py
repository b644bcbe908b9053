"""From a template and its variables to subject, HTML and plain text. Pure but for reading files once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from itsm.domains.notifications.kinds import is_chosen
from itsm.domains.notifications.templates import TEMPLATES, check_context
from itsm.domains.notifications.words import AS_SHIPPED, Wording, fill, language_of, sentences, worded
from itsm.platform.mail.message import clean_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

EXCERPT_CHARS: Final = 2_000
_FOLDER: Final = Path(__file__).parent / "templates"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_TIMES: Final = frozenset(
    {
        *("due_at", "closes_at", "expires_at", "until", "response_due_at", "resolution_due_at"),
        *("starts_at", "ends_at", "next_update_at", "from_at"),
    }
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is for."""

    name: str
    locale: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished mail."""

    subject: str
    html: str
    text: str


def render(
    name: str, context: Mapping[str, Any], reader: Reader, *, public_url: str, wording: Wording = AS_SHIPPED
) -> Rendered:
    """Render the mail `name` for `reader`; links start with `public_url`, sentences are as `wording` has them.

    Raises ValueError on a wrong context.
    """
    template = check_context(name, context)
    words = worded(reader.locale, wording)
    given = {**dict.fromkeys(template.required | template.optional), **context}
    values = _values(name, given, reader, public_url, words)
    values["accent"] = template.accent
    values["choose_url"] = f"{public_url}/me#notifications" if is_chosen(name) else None
    subject = clean_header(fill(words[f"{name}.subject"], values, str))
    values["subject"] = subject
    html = _environment("html").get_template(f"{name}.j2").render(values | {"t": _speaker(words, values, escape)})
    text = _environment("text").get_template(f"{name}.j2").render(values | {"t": _speaker(words, values, str)})
    return Rendered(subject, html, _BLANK_LINES.sub("\n\n", text).strip() + "\n")


def say(
    name: str, context: Mapping[str, Any], reader: Reader, *, parts: Sequence[str], wording: Wording = AS_SHIPPED
) -> dict[str, str]:
    """Return some sentences of the mail `name` by their part (`bell`, `why`), as plain text for `reader`."""
    template = TEMPLATES[name]
    words = worded(reader.locale, wording)
    values = _values(name, {**dict.fromkeys(template.required | template.optional), **context}, reader, "", words)
    return {part: fill(words[f"{name}.{part}"], values, _spoken) for part in parts}


def _spoken(value: Any) -> str:
    return "" if value is None else str(value)


def _values(
    name: str, context: Mapping[str, Any], reader: Reader, public_url: str, words: Mapping[str, str]
) -> dict[str, Any]:
    values = {key: _local(value, reader) if key in _TIMES else _plain(value) for key, value in context.items()}
    values |= {
        "template": name,
        "name": _plain(reader.name),
        "locale": language_of(reader.locale),
        "home_url": public_url,
    }
    values["status_words"] = words.get(f"status.{values.get('status')}", values.get("status"))
    values["post_state_words"] = words.get(f"post_state.{values.get('post_state')}", values.get("post_state"))
    values["status_url"] = f"{public_url}/status"
    values.setdefault("number", None)
    return values | _links(values, public_url)


def _links(values: Mapping[str, Any], public_url: str) -> dict[str, str]:
    if values["number"]:
        number = quote(str(values["number"]), safe="")
        at_home = f"{public_url}/tickets/{number}"
        url = at_home if values["audience"] == "requester" else f"{public_url}/queue/{number}"
        return {
            "ticket_url": url,
            "confirm_url": f"{at_home}?confirm=yes",
            "reopen_url": f"{at_home}?confirm=no",
            "rate_url": f"{at_home}?rate=",
        }
    if link_id := values.get("secret_link_id"):
        return {"secret_url": secret_marker(public_url, link_id)}
    return {}


def secret_marker(public_url: str, link_id: object) -> str:
    """Return what stands in a stored mail where the secret link goes when the mail is sent."""
    return f"{public_url}/link-is-inserted-when-sent/{link_id}"


def insert_secret(mail: Rendered, marker: str, url: str) -> Rendered:
    """Return the mail with the secret link in its place."""
    return Rendered(mail.subject, mail.html.replace(marker, escape(url)), mail.text.replace(marker, url))


def local_time(moment: datetime, timezone: str, locale: str = "en") -> str:
    """Return a time as its reader's clock shows it, in their language, with the zone's name."""
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    language = language_of(locale)
    pattern = sentences(language)["time.pattern"]
    said = format_datetime(moment.astimezone(zone), pattern, locale=language.replace("-", "_"))
    return f"{said} ({zone.key})"


def _local(value: Any, reader: Reader) -> str | None:
    """Return a time in words. Times that came through a job's arguments are text (RFC 3339)."""
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return local_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC), reader.timezone, reader.locale)


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    clean = _CONTROLS.sub(" ", value.replace("\r\n", "\n"))
    return clean if len(clean) <= EXCERPT_CHARS else clean[: EXCERPT_CHARS - 1].rstrip() + "…"


def _speaker(words: Mapping[str, str], values: Mapping[str, Any], how: Callable[[Any], str]) -> Callable[[str], str]:
    def speak(key: str) -> str:
        said = fill(str(how(words[key])), values, lambda value: str(how("" if value is None else value)))
        return said if how is str else Markup(said)  # noqa: S704 - the sentence and every value were escaped

    return speak


@lru_cache(maxsize=2)
def _environment(form: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([_FOLDER / form, _FOLDER / "messages"]),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    environment.filters["pairs"] = lambda words: [line.partition("\t")[::2] for line in str(words).split("\n")]
    environment.filters["quoted"] = lambda words: "\n".join(f"> {line}" for line in str(words).split("\n"))
    return environment
