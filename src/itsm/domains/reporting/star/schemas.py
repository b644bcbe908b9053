"""What the feed and its administration answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from itsm.platform.http.schemas import OutputModel


class FeedColumn(OutputModel):
    """A column and what it means."""

    name: str
    meaning: str


class FeedTable(OutputModel):
    """A table of the star. `needs`: the permission without which it cannot be read, "" none besides dashboards."""

    name: str
    meaning: str
    key: str
    needs: str
    may_read: bool
    columns: list[FeedColumn]


class FeedTableList(OutputModel):
    """Every table of the star."""

    items: list[FeedTable]


class ReportingLoginRead(OutputModel):
    """A login of the database: whose eyes it has, and how far they saw when that was last asked."""

    login: str
    user_id: UUID
    user_name: str
    user_email: str
    is_active: bool
    sees_all: bool
    sees_people: bool
    sees_changes: bool
    sees_assets: bool
    created_at: datetime
    renewed_at: datetime


class ReportingRead(OutputModel):
    """How figures leave the desk: where Power BI finds the database, and which logins may read."""

    server: str
    database: str
    logins: list[ReportingLoginRead]
