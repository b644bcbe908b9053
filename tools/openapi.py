"""The interface as a file: `write` exports web/openapi.json and the client's types, `check` compares them.

No server and no database are needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from prepare.node import npm_command
from prepare.steps import WEB

SCHEMA = WEB / "openapi.json"
TYPES = WEB / "src" / "api" / "schema.d.ts"


def export() -> str:
    """Return the OpenAPI document of the code as it is, in a stable form."""
    from itsm.platform.settings import Settings  # noqa: PLC0415 - only where the product is needed
    from itsm.wiring.app import create_app  # noqa: PLC0415

    settings = Settings(secret_key="only used to build the document, nothing is signed")  # noqa: S106
    return json.dumps(create_app(settings).openapi(), indent=2, sort_keys=True) + "\n"


def generate_types(schema: Path, types: Path) -> None:
    """Write the client's types for a document."""
    program = ["exec", "--", "openapi-typescript", str(schema), "-o", str(types), "--default-non-nullable=false"]
    command, env = npm_command(program)
    subprocess.run(command, cwd=WEB, env=env, check=True, capture_output=True)


def write() -> int:
    """Write both files."""
    SCHEMA.write_text(export())
    generate_types(SCHEMA, TYPES)
    print(f"wrote {SCHEMA.relative_to(WEB.parent)} and {TYPES.relative_to(WEB.parent)}")
    return 0


def check() -> int:
    """Return 1, naming the files, when either differs from what the code would give."""
    with tempfile.TemporaryDirectory() as folder:
        fresh_schema, fresh_types = Path(folder) / "openapi.json", Path(folder) / "schema.d.ts"
        fresh_schema.write_text(export())
        generate_types(fresh_schema, fresh_types)
        pairs = ((SCHEMA, fresh_schema), (TYPES, fresh_types))
        drifted = [kept for kept, fresh in pairs if not kept.exists() or kept.read_bytes() != fresh.read_bytes()]
    for path in drifted:
        sys.stderr.write(f"error: {path.relative_to(WEB.parent)} differs from the code; run `make openapi`\n")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit({"write": write, "check": check}[sys.argv[1]]())
