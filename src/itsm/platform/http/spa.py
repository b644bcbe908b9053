"""Serves the built front end: hashed assets for ever, precompressed; the page itself with a fresh nonce."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

_NONCE = "__CSP_NONCE__"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
_NOT_BUILT = "The front end is not built: run make up, or npm run build in web/."


class FrontEnd:
    """The files under `dist`, and index.html for every address that is not one of them."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist.resolve()
        self._page: str | None = None

    async def serve(self, request: Request) -> Response:
        """Return a file of the front end, or its page."""
        path = request.path_params.get("path", "")
        if path == "api" or path.startswith("api/"):
            # No route of the interface took it: a page in answer would look like success to a program.
            raise HTTPException(404, "There is no such address.")
        asset = self._asset(path)
        if asset is not None:
            return self._file(request, asset, path)
        if "." in path.rsplit("/", 1)[-1]:
            raise HTTPException(404, "There is no such file.")
        return self._index(request.state.csp_nonce)

    def _asset(self, path: str) -> Path | None:
        target = (self._dist / path).resolve()
        inside = target.is_relative_to(self._dist) and target.suffix in _TYPES
        return target if inside and target.is_file() else None

    def _file(self, request: Request, asset: Path, path: str) -> Response:
        forever = "public, max-age=31536000, immutable"
        headers = {"Cache-Control": forever if path.startswith("assets/") else "no-cache", "Vary": "Accept-Encoding"}
        accepted = request.headers.get("accept-encoding", "")
        media_type = _TYPES[asset.suffix]
        for encoding, suffix in _ENCODINGS:
            packed = asset.with_name(asset.name + suffix)
            if encoding in accepted and packed.is_file():
                return FileResponse(packed, headers=headers | {"Content-Encoding": encoding}, media_type=media_type)
        return FileResponse(asset, headers=headers, media_type=media_type)

    def _index(self, nonce: str) -> Response:
        page = self._dist / "index.html"
        if self._page is None:
            if not page.is_file():
                return HTMLResponse(_NOT_BUILT, 503)
            self._page = page.read_text("utf-8")
        return HTMLResponse(self._page.replace(_NONCE, nonce), headers={"Cache-Control": "no-cache"})
