"""What the paths share."""

from typing import Annotated

from fastapi import Path

ArticleRef = Annotated[str, Path(max_length=120, description="An article's id or the last part of its address.")]
