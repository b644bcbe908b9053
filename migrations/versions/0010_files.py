"""What scanning says of a file, its small picture, and large files on their way in.

Revision: 0010_files, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_files"
down_revision = "0009"
branch_labels = None
depends_on = None

HELD = sa.text("scan_state IN ('pending', 'infected', 'unscannable')")
NOT_SCANNED = sa.text("scan_state = 'not_scanned'")


def upgrade() -> None:
    op.add_column("stored_files", sa.Column("scan_detail", sa.String(length=200), nullable=True))
    op.add_column("stored_files", sa.Column("scan_attempts", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("stored_files", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stored_files", sa.Column("is_opaque", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("stored_files", sa.Column("preview_key", sa.String(length=32), nullable=True))
    op.create_unique_constraint(op.f("uq_stored_files_preview_key"), "stored_files", ["preview_key"])
    op.create_index("ix_stored_files_held", "stored_files", ["id"], postgresql_where=HELD)
    op.create_index("ix_stored_files_not_scanned", "stored_files", ["id"], postgresql_where=NOT_SCANNED)
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("owner_type", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_uploads_size_positive")),
        sa.CheckConstraint("received_bytes BETWEEN 0 AND size_bytes", name=op.f("ck_uploads_received_within")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_uploads_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_user_id"), "uploads", ["user_id"])
    op.create_index(op.f("ix_uploads_expires_at"), "uploads", ["expires_at"])
    op.create_table(
        "upload_parts",
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("start_byte", sa.BigInteger(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_upload_parts_size_positive")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_upload_parts_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "start_byte", name=op.f("pk_upload_parts")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_parts_key")),
    )


def downgrade() -> None:
    op.drop_table("upload_parts")
    op.drop_table("uploads")
    op.drop_index("ix_stored_files_not_scanned", table_name="stored_files", postgresql_where=NOT_SCANNED)
    op.drop_index("ix_stored_files_held", table_name="stored_files", postgresql_where=HELD)
    op.drop_constraint(op.f("uq_stored_files_preview_key"), "stored_files")
    for column in ("preview_key", "is_opaque", "scanned_at", "scan_attempts", "scan_detail"):
        op.drop_column("stored_files", column)
