"""Refusals as RFC 9457 problem documents, and every other fault as a problem that says nothing it should not."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from itsm.platform import jsonio
from itsm.platform.errors import Conflict, FieldError, Invalid, Problem, Unavailable
from itsm.platform.http.context import request_id
from itsm.platform.http.methods import allowed_methods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

log = structlog.get_logger("itsm.http")

MEDIA_TYPE = "application/problem+json"
_MAX_ERRORS = 50
_CODES = {400: "bad_request", 401: "unauthorized", 404: "not_found", 405: "method_not_allowed", 415: "unsupported_type"}
# PostgreSQL SQLSTATE: data that passed validation but the database cannot hold (too long, bad value, bad encoding).
_DATA_STATES = ("22",)
_TRANSIENT_STATES = ("08", "25006", "40", "53", "55P03", "57")  # 25006: the server was demoted to a standby


def problem_response(problem: Problem) -> Response:
    """Return the problem document of a refusal."""
    body: dict[str, Any] = {
        "type": f"urn:itsm:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "request_id": request_id(),
        "errors": [{"field": e.field, "code": e.code, "message": e.message} for e in problem.errors],
    }
    body |= problem.extra
    return Response(jsonio.dumps(body), problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every fault of `app` answer as a problem."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(Exception, _on_bug)


async def answer_fault(request: Request, fault: Exception) -> Response:
    """Return the problem that `fault` is answered with; raise it again where it is a bug."""
    handler = next((_HANDLERS[kind] for kind in type(fault).__mro__ if kind in _HANDLERS), None)
    if handler is None:
        raise fault
    response: Response = await handler(request, fault)
    return response


async def _on_problem(_: Request, problem: Problem) -> Response:
    return problem_response(problem)


async def _on_invalid(_: Request, fault: RequestValidationError) -> Response:
    errors = list(_field_errors(fault.errors()))[:_MAX_ERRORS]
    if any(e.code == "json_invalid" for e in errors):
        return problem_response(Invalid("The body is not valid JSON.", code="invalid_json", errors=errors))
    return problem_response(Invalid("Some fields are not as they must be.", errors=errors))


def _field_errors(errors: Iterable[Any]) -> Iterable[FieldError]:
    for error in errors:
        path = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "header"}]
        yield FieldError(".".join(path), error["type"], error["msg"])


async def _on_http_exception(request: Request, fault: HTTPException) -> Response:
    if fault.status_code in {404, 405} and request.url.path.startswith("/api/"):
        fault = _unknown_address(request)
    problem = Problem(str(fault.detail), code=_CODES.get(fault.status_code, "refused"))
    response = problem_response(problem)
    body = jsonio.loads(bytes(response.body))
    body |= {"status": fault.status_code, "title": HTTPStatus(fault.status_code).phrase}
    return Response(jsonio.dumps(body), fault.status_code, headers=fault.headers, media_type=MEDIA_TYPE)


def _unknown_address(request: Request) -> HTTPException:
    allowed = allowed_methods(request.app, request.url.path)
    if not allowed:
        return HTTPException(404, "There is no such address.")
    return HTTPException(405, "This address takes other methods.", {"Allow": ", ".join(allowed)})


async def _on_database_error(request: Request, fault: DBAPIError) -> Response:
    state = str(getattr(fault.orig, "sqlstate", None) or "")
    if isinstance(fault, IntegrityError):
        return problem_response(_integrity_problem(fault))
    if state.startswith(_DATA_STATES):
        return problem_response(Invalid("A value is not one that can be stored."))
    if fault.connection_invalidated or state.startswith(_TRANSIENT_STATES) or not state:
        return await _on_unavailable(request, fault)
    return await _on_bug(request, fault)


def _integrity_problem(fault: IntegrityError) -> Problem:
    constraint = str(getattr(getattr(fault.orig, "__cause__", None), "constraint_name", "") or "")
    if constraint == "pk_idempotency_keys":
        return Conflict(
            "A request with this Idempotency-Key is just being answered.",
            code="idempotency_in_flight",
            headers={"Retry-After": "1"},
        )
    log.info("database.constraint", constraint=constraint)
    return Conflict("This conflicts with something that is already there.", constraint=constraint)


async def _on_unavailable(_: Request, fault: Exception) -> Response:
    log.warning("http.unavailable", error=f"{type(fault).__name__}: {fault}"[:500])
    return problem_response(
        Unavailable("Something this needs does not answer; try again in a moment.", headers={"Retry-After": "2"})
    )


async def _on_bug(_: Request, fault: Exception) -> Response:
    log.error("http.bug", exc_info=fault)
    return problem_response(Problem("This is our fault. It was logged under the request id."))


# Starlette's annotation wants handlers of any exception; each of ours takes the kind it is installed for.
_HANDLERS: Mapping[type, Any] = {
    Problem: _on_problem,
    RequestValidationError: _on_invalid,
    HTTPException: _on_http_exception,
    DBAPIError: _on_database_error,
    PoolTimeoutError: _on_unavailable,
    TimeoutError: _on_unavailable,
    OSError: _on_unavailable,
}
