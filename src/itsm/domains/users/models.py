"""Table of people: everyone who may sign in, be a requester, or work tickets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Enum, ForeignKey, ForeignKeyConstraint, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.users.enums import Density, StartPage, Theme
from itsm.platform.actor import Role
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

EMAIL_MAX = 254
NAME_MAX = 120
LABEL_MAX = 120


class User(Timestamped, Base):
    """A person. Secrets are not here: passwords and sessions belong to identity.

    `authority_version` moves whenever what the person may do changes (role, deactivation): every
    session remembers the number it began with and ends when it differs.
    `version` moves with every edit, for If-Match.
    """

    __tablename__ = "users"

    id: Mapped[UUID] = uuid_pk()
    email: Mapped[str] = mapped_column(String(EMAIL_MAX))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    role: Mapped[Role] = mapped_column(Enum(Role, native_enum=False, length=20, values_callable=list))
    # A role of the organisation's own that is built on `role`; None: what `role` itself may do.
    own_role_id: Mapped[UUID | None] = mapped_column(index=True)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    is_vip: Mapped[bool] = mapped_column(Boolean, default=False, server_default="false")
    department: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    job_title: Mapped[str | None] = mapped_column(String(LABEL_MAX))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"), index=True)
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    timezone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    locale: Mapped[str] = mapped_column(String(16), default="en", server_default="en")
    theme: Mapped[Theme] = mapped_column(
        Enum(Theme, native_enum=False, length=10, values_callable=list),
        default=Theme.SYSTEM,
        server_default=Theme.SYSTEM,
    )
    density: Mapped[Density] = mapped_column(
        Enum(Density, native_enum=False, length=12, values_callable=list),
        default=Density.COMFORTABLE,
        server_default=Density.COMFORTABLE,
    )
    start_page: Mapped[StartPage] = mapped_column(
        Enum(StartPage, native_enum=False, length=12, values_callable=list),
        default=StartPage.AUTO,
        server_default=StartPage.AUTO,
    )
    has_shortcuts: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    authority_version: Mapped[int] = mapped_column(default=1, server_default="1")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    deactivated_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        ForeignKeyConstraint(["own_role_id", "role"], ["own_roles.id", "own_roles.base"], name="fk_users_own_role"),
        CheckConstraint("manager_id <> id", name="not_own_manager"),
        CheckConstraint("length(email) > 2", name="email_not_empty"),
    )


# One person an address, however it is spelled.
Index("uq_users_email_lower", func.lower(User.email), unique=True)
# The order of every list of people, and its keyset.
Index("ix_users_name_lower_id", func.lower(User.name), User.id)
Index("ix_users_role", User.role, postgresql_where=text("is_active"))
