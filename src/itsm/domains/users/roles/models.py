"""Table of roles that were changed; a role without a row may do what it was shipped with."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped


class RolePermissions(Timestamped, Base):
    """What one role may do. `version` moves with every edit, for If-Match."""

    __tablename__ = "role_permissions"

    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    permissions: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    version: Mapped[int]
