"""The reader of the interface's document at /api/docs: Swagger UI from the front end's own build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

if TYPE_CHECKING:
    from starlette.requests import Request

_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Madison88 ITSM: interface</title>
    <link rel="stylesheet" href="/api-docs/swagger-ui.css" />
  </head>
  <body>
    <div id="reader"></div>
    <script src="/api-docs/swagger-ui-bundle.js" nonce="{nonce}"></script>
    <script nonce="{nonce}">
      SwaggerUIBundle({{ url: "/api/openapi.json", dom_id: "#reader", deepLinking: true, docExpansion: "none" }});
    </script>
  </body>
</html>
"""


async def docs_page(request: Request) -> HTMLResponse:
    """Return the page; its script runs by the nonce of this response."""
    return HTMLResponse(_PAGE.format(nonce=request.state.csp_nonce), headers={"Cache-Control": "no-cache"})
