"""What the paths share."""

from typing import Annotated

from fastapi import Path

ChangeRef = Annotated[str, Path(max_length=40, description="A change's id or number.")]
