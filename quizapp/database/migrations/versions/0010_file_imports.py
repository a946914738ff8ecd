"""Imports that can be undone, and the languages that an editor says of a waiting file."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("waiting_import", sa.Column("languages", sa.JSON(), nullable=True))
    op.create_table(
        "file_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("editor_name", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "length(editor_name) <= 40", name=op.f("ck_file_import_editor_name_length")
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_file_import_name_length")),
        sa.ForeignKeyConstraint(
            ["album_id"], ["album.id"], name=op.f("fk_file_import_album_id_album")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
    )
    op.create_index("ix_file_import_imported_at", "file_import", ["imported_at"])
