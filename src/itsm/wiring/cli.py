"""Commands that rooms add to the command line, as an explicit list."""

from __future__ import annotations

from collections.abc import Callable

import typer

from itsm.wiring.audit_command import add_audit_commands
from itsm.wiring.demo_command import add_demo_command
from itsm.wiring.import_command import add_import_commands
from itsm.wiring.reporting_command import add_reporting_commands

# Each entry adds its commands or groups to the program it is given.
COMMANDS: tuple[Callable[[typer.Typer], None], ...] = (
    add_audit_commands,
    add_demo_command,
    add_import_commands,
    add_reporting_commands,
)
