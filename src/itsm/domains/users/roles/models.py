"""Tables of roles: those that were changed (one without a row is as shipped), and an organisation's own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Enum, Index, String, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, uuid_pk
from itsm.platform.permissions import Role

OWN_NAME_MAX = 60
OWN_DESCRIPTION_MAX = 300


class RolePermissions(Timestamped, Base):
    """What one role may do. `version` moves with every edit, for If-Match."""

    __tablename__ = "role_permissions"

    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    permissions: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    version: Mapped[int]


class OwnRole(Timestamped, Base):
    """A role that administrators made: what its people may do instead of what their shipped role `base` may.

    The base stays the person's role: it says who works tickets and who is told of what. `id` and `base` together are
    what people refer to, so nobody can have a role that is built on another than theirs.
    """

    __tablename__ = "own_roles"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(OWN_NAME_MAX))
    description: Mapped[str] = mapped_column(String(OWN_DESCRIPTION_MAX))
    base: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=20, values_callable=list))
    permissions: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    version: Mapped[int]

    __table_args__ = (
        UniqueConstraint("id", "base"),
        CheckConstraint("base <> 'system_admin'", name="not_of_administrators"),
    )


Index("uq_own_roles_name_lower", func.lower(OwnRole.name), unique=True)
