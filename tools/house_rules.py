"""House rules that ruff and import-linter cannot say; tested in tests/architecture.

Run: python tools/house_rules.py [folder]

Each rule is a function from a parsed file to findings (line, sentence). Exit status 1 where anything was found.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "src" / "itsm"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
ROOM_DEPTH = 3  # domains/<room>/<file>
DOOR_DEPTH = 3  # itsm.domains.<room>
DOORS = {"api", "events", "schemas", "errors", "enums"}
COMMITTERS = {"platform/work.py", "platform/jobs/runner.py"}
OUTBOUND = "platform/outbound/"
# The supervisor asks its own child on loopback whether it is ready, before anything of the product is loaded.
OWN_CHILD = "entrypoints/local/up.py"
HTTP_CLIENTS = {
    "httpx",
    "httpx2",
    "httpcore",
    "authlib.integrations",
    "aiohttp",
    "requests",
    "urllib3",
    "urllib.request",
    "http.client",
    "pycurl",
}
SEEN_BY_SOME = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(tickets|ticket_comments|ticket_attachments)\b", re.IGNORECASE
)
SEEN_BY_SOME_MODELS = {"Ticket", "Comment", "Attachment"}
ASKS_THE_DATABASE = {"select", "select_from", "join", "outerjoin", "update", "delete", "get", "exists"}
ASKS_WHO_SEES = {"visible", "where_visible", "branches", "reach_of", "can_see", "load_visible", "lock_ticket"}
SEES_ALL = re.compile(r"#\s*sees all: \S")
Finding = tuple[int, str]


@dataclass(frozen=True)
class Source:
    """One parsed file: its path below src/itsm and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str | None:
        """The room the file is in, if any."""
        parts = self.path.split("/")
        is_in_room = parts[0] == "domains" and len(parts) >= ROOM_DEPTH
        return parts[1] if is_in_room else None


def commits_only_in_the_unit_of_work(source: Source) -> Iterator[Finding]:
    """One commit, at the edge: services cannot half-save."""
    if source.path in COMMITTERS:
        return
    for node in ast.walk(source.tree):
        if _is_method_call(node, "commit") and _looks_like_session(node):
            yield node.lineno, "commit() belongs to platform/work.py"


def no_background_tasks(source: Source) -> Iterator[Finding]:
    """Work that must happen is a job row; FastAPI's background tasks die with the process."""
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Name | ast.alias)
            and getattr(node, "id", getattr(node, "name", "")) == "BackgroundTasks"
        ):
            yield getattr(node, "lineno", 1), "use work.defer(), not BackgroundTasks"


def no_wait_for(source: Source) -> Iterator[Finding]:
    """Refuse asyncio.wait_for: before Python 3.12 it can swallow a cancellation, and a task then never ends."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) == "wait_for":
            yield node.lineno, "use `async with asyncio.timeout(...)`, not wait_for()"


def no_string_built_sql(source: Source) -> Iterator[Finding]:
    """Refuse SQL put together from strings: text comes from the code, values are bound."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) == "text" and node.args and _is_built(node.args[0]):
            yield node.lineno, "text() takes a literal; bind values, choose parts from an enumeration"


def rooms_are_entered_by_their_doors(source: Source) -> Iterator[Finding]:
    """Another room is entered by api, events, schemas, errors, enums; its models only from a queries file."""
    if source.room is None:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from _door_findings(source, node)


def _door_findings(source: Source, node: ast.ImportFrom) -> Iterator[Finding]:
    parts = (node.module or "").split(".")
    if parts[:2] != ["itsm", "domains"] or len(parts) < DOOR_DEPTH or parts[2] == source.room:
        return
    targets = [parts[3]] if len(parts) > DOOR_DEPTH else [alias.name for alias in node.names]
    is_queries = source.path.endswith("queries.py") or "/queries/" in source.path
    for target in targets:
        if target in DOORS or (target == "models" and is_queries):
            continue
        yield node.lineno, f"room {parts[2]} is entered by its doors, not by {target}"


def output_schemas_have_no_defaults(source: Source) -> Iterator[Finding]:
    """Refuse defaults in answers: one would hide a forgotten field."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(_name(base) == "OutputModel" for base in node.bases):
            for item in node.body:
                if isinstance(item, ast.AnnAssign) and item.value is not None and not _is_class_var(item):
                    yield item.lineno, f"{node.name}.{ast.unparse(item.target)} has a default"


def services_use_the_clock_of_the_work(source: Source) -> Iterator[Finding]:
    """Refuse utc_now() in services: a replay runs on the log's clock, which is work.now."""
    if source.room is None or "service" not in source.path:
        return
    for function in ast.walk(source.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and _takes(function, "work"):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _name(node.func) == "utc_now":
                    yield node.lineno, "use work.now where there is a unit of work"


def one_outbound_client(source: Source) -> Iterator[Finding]:
    """Refuse every HTTP client but platform/outbound: only that one checks whom it calls."""
    if source.path.startswith(OUTBOUND) or source.path == OWN_CHILD:
        return
    for node in ast.walk(source.tree):
        for name in _imported(node):
            if any(name == client or name.startswith(f"{client}.") for client in HTTP_CLIENTS):
                yield getattr(node, "lineno", 1), f"call out through platform/outbound, not {name}"


def queries_ask_who_sees(source: Source) -> Iterator[Finding]:
    """Refuse a query of tickets, comments or attachments beside the visibility rule.

    It is a part of the query (`visible`, `where_visible`, `branches`), or was asked in the same function; or a comment
    `# sees all: why` at or in the function says who answers for it.
    """
    if source.room is None:
        return
    lines = source.text.splitlines()
    for part in source.tree.body:
        functions = [part] if not isinstance(part, ast.ClassDef) else part.body
        for node in functions:
            what = _unseen_query(node)
            said = "\n".join(lines[max(0, node.lineno - 2) : node.end_lineno])
            if what and not SEES_ALL.search(said):
                yield node.lineno, f"{what} is read beside the visibility rule; use it, or say `# sees all: why`"


def _unseen_query(node: ast.stmt) -> str | None:
    """Return the name of what a function or a constant asks for without asking who sees it."""
    names = {_name(inner) for inner in ast.walk(node) if isinstance(inner, ast.Name | ast.Attribute)}
    if names & ASKS_WHO_SEES:
        return None
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            if found := SEEN_BY_SOME.search(inner.value):
                return found.group(1)
        elif isinstance(inner, ast.Call) and _name(inner.func) in ASKS_THE_DATABASE:
            asked = {
                _name(part) for argument in inner.args for part in ast.walk(argument) if isinstance(part, ast.Name)
            }
            if found_models := asked & SEEN_BY_SOME_MODELS:
                return min(found_models)
    return None


def no_relationships(source: Source) -> Iterator[Finding]:
    """Between rooms there are ids; inside one, queries say what they load."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) == "relationship":
            yield node.lineno, "no ORM relationship(); join in a queries file"


def files_and_functions_are_small(source: Source) -> Iterator[Finding]:
    """Refuse what is too long: it usually holds two ideas."""
    lines = source.text.count("\n")
    if lines > MAX_FILE_LINES:
        yield 1, f"{lines} lines; split it (at most {MAX_FILE_LINES})"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > MAX_FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {size} lines; split it (at most {MAX_FUNCTION_LINES})"


def todos_name_an_issue(source: Source) -> Iterator[Finding]:
    """Unfinished things are issues, not comments."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b(?!\(#\d+\))", line):
            yield number, "a TODO names its issue: TODO(#123)"


RULES: tuple[Callable[[Source], Iterator[Finding]], ...] = (
    commits_only_in_the_unit_of_work,
    no_background_tasks,
    no_wait_for,
    no_string_built_sql,
    rooms_are_entered_by_their_doors,
    output_schemas_have_no_defaults,
    services_use_the_clock_of_the_work,
    one_outbound_client,
    queries_ask_who_sees,
    no_relationships,
    files_and_functions_are_small,
    todos_name_an_issue,
)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _is_method_call(node: ast.AST, method: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method


def _looks_like_session(node: ast.AST) -> bool:
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    owner = ast.unparse(node).lower() if is_method else ""
    return "session" in owner or "connection" in owner


def _takes(function: ast.FunctionDef | ast.AsyncFunctionDef, parameter: str) -> bool:
    return any(argument.arg == parameter for argument in (*function.args.args, *function.args.kwonlyargs))


def _is_built(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (isinstance(node, ast.Call) and _name(node.func) == "format")


def _is_class_var(node: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(node.annotation)


def check_text(path: str, text: str) -> list[str]:
    """Return the findings in one file, as `path:line: sentence (rule)`."""
    source = Source(path, text, ast.parse(text))
    return [f"{path}:{line}: {what} ({rule.__name__})" for rule in RULES for line, what in rule(source)]


def check_tree(root: Path) -> list[str]:
    """Return the findings in every Python file below `root`."""
    found: list[str] = []
    for file in sorted(root.rglob("*.py")):
        found += check_text(file.relative_to(root).as_posix(), file.read_text("utf-8"))
    return found


if __name__ == "__main__":
    findings = check_tree(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
    print("\n".join(findings) or f"house rules: {len(RULES)} rules, nothing found")
    sys.exit(1 if findings else 0)
