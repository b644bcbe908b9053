"""The tables that facts point to: days, teams, categories, people, places, priorities."""

from __future__ import annotations

from itsm.domains.reporting.star.table import Column, Seen, StarTable

OPEN_TO_READERS = "NOT c.is_confidential AND p.is_confidential IS NOT TRUE"
"""What the rows of a category `c` below `p` are kept by: confidential ones never leave the desk."""

DIM_DATE = StarTable(
    name="dim_date",
    meaning="Every day from the year of the first ticket until the end of next year.",
    key="date",
    key_type="date",
    # sees all: one day, that of the first ticket, says nothing about it.
    source=(
        "(SELECT generate_series(date_trunc('year', coalesce((SELECT min(created_at) FROM tickets), now()) "
        "AT TIME ZONE 'UTC'), date_trunc('year', now() AT TIME ZONE 'UTC') + interval '2 years' - interval '1 day', "
        "interval '1 day')::date AS date) d"
    ),
    columns=(
        Column("date", "d.date", "The day. Facts point here with their columns that end in _on."),
        Column("year", "extract(year FROM d.date)::int", "Calendar year."),
        Column("quarter", "extract(quarter FROM d.date)::int", "Quarter of the year, 1 to 4."),
        Column("month", "extract(month FROM d.date)::int", "Month of the year, 1 to 12."),
        Column("month_name", "to_char(d.date, 'FMMonth')", "Name of the month in English."),
        Column("month_start", "date_trunc('month', d.date)::date", "First day of the month, to group and sort by."),
        Column("iso_year", "extract(isoyear FROM d.date)::int", "Year that the ISO week belongs to."),
        Column("iso_week", "extract(week FROM d.date)::int", "ISO week, 1 to 53."),
        Column("weekday", "extract(isodow FROM d.date)::int", "Day of the week, 1 Monday to 7 Sunday."),
        Column("weekday_name", "to_char(d.date, 'FMDay')", "Name of the weekday in English."),
        Column("is_weekend", "extract(isodow FROM d.date) > 5", "Saturday or Sunday. Holidays are the calendars'."),
    ),
)
DIM_PRIORITY = StarTable(
    name="dim_priority",
    meaning="The four priorities.",
    key="priority",
    key_type="int",
    source="(VALUES (1, 'Critical'), (2, 'High'), (3, 'Medium'), (4, 'Low')) v (priority, name)",
    columns=(
        Column("priority", "v.priority", "1 to 4; the smaller, the more urgent."),
        Column("code", "'P' || v.priority", "As people say it: P1 to P4."),
        Column("name", "v.name", "Name in English."),
    ),
)
DIM_TEAM = StarTable(
    name="dim_team",
    meaning="The teams of the desk.",
    key="team_id",
    source="teams m",
    columns=(
        Column("team_id", "m.id", "Id of the team."),
        Column("key", "m.key", "Key for programs; it never changes."),
        Column("name", "m.name", "Name."),
        Column("location_id", "m.location_id", "Site of the team, if it has one; see dim_location."),
        Column("is_active", "m.is_active", "Whether it takes new tickets."),
    ),
)
DIM_CATEGORY = StarTable(
    name="dim_category",
    meaning="Categories and subcategories. Confidential ones are not here, nor is any ticket in them.",
    key="category_id",
    source="categories c LEFT JOIN categories p ON p.id = c.parent_id",
    kept=OPEN_TO_READERS,
    columns=(
        Column("category_id", "c.id", "Id of the category or subcategory."),
        Column("key", "c.key", "Key for programs, unique below one parent; it never changes."),
        Column("name", "c.name", "Name."),
        Column("parent_id", "c.parent_id", "Of a subcategory: its category. Empty for categories."),
        Column("category", "coalesce(p.name, c.name)", "Name of the category, also for subcategories."),
        Column("subcategory", "CASE WHEN p.id IS NOT NULL THEN c.name END", "Name of the subcategory, else empty."),
        Column("is_active", "c.is_active", "Whether forms offer it."),
    ),
)
DIM_LOCATION = StarTable(
    name="dim_location",
    meaning="The sites.",
    key="location_id",
    source="locations l",
    columns=(
        Column("location_id", "l.id", "Id of the site."),
        Column("key", "l.key", "Key for programs; it never changes."),
        Column("name", "l.name", "Name."),
        Column("timezone", "l.timezone", "IANA time zone; the days of facts (_on) are days of this zone."),
        Column("is_active", "l.is_active", "Whether forms offer it."),
    ),
)
DIM_PERSON = StarTable(
    name="dim_person",
    meaning="People as facts name them: no address, no secret. For readers who may look people up.",
    key="person_id",
    seen=Seen.PEOPLE,
    source="users u",
    columns=(
        Column("person_id", "u.id", "Id of the person."),
        Column("name", "u.name", "Name."),
        Column("role", "u.role", "Role that the person's rights are built on."),
        Column("department", "u.department", "Department, as the profile has it."),
        Column("job_title", "u.job_title", "Job title, as the profile has it."),
        Column("location_id", "u.location_id", "Site of the person; see dim_location."),
        Column("is_active", "u.is_active", "Whether the person may sign in."),
    ),
)

DIMENSIONS = (DIM_DATE, DIM_PRIORITY, DIM_TEAM, DIM_CATEGORY, DIM_LOCATION, DIM_PERSON)
