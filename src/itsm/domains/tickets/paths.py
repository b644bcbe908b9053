"""How the address of a ticket looks in every path under it."""

from typing import Annotated

from fastapi import Path

TicketRef = Annotated[str, Path(max_length=40, description="A ticket's id or number.")]
