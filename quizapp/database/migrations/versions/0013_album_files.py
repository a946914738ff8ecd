"""Files of whole albums, and the episodes and categories that an album says itself."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

SPOILERS = ("track", "item")


def upgrade() -> None:
    with op.batch_alter_table("album") as batch_op:
        count = sa.Column("episode_count", sa.Integer(), nullable=False, server_default="52")
        batch_op.add_column(count)
        batch_op.add_column(sa.Column("categories", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_check_constraint(
            op.f("ck_album_episode_count_range"), "episode_count BETWEEN 0 AND 999"
        )
    for table in SPOILERS:
        name = op.f(f"ck_{table}_spoiler_episode_range")
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(name, type_="check")
            batch_op.create_check_constraint(name, "spoiler_episode BETWEEN 0 AND 999")
    _create_waiting_album()
    _create_album_import()


def _create_waiting_album() -> None:
    op.create_table(
        "waiting_album",
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=1_400_000), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "length(content) <= 1400000", name=op.f("ck_waiting_album_content_length")
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_waiting_album_name_length")),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name=op.f("fk_waiting_album_editor_id_editor")
        ),
        sa.PrimaryKeyConstraint("editor_id", name=op.f("pk_waiting_album")),
    )


def _create_album_import() -> None:
    op.create_table(
        "album_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("editor_name", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "length(editor_name) <= 40", name=op.f("ck_album_import_editor_name_length")
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_album_import_name_length")),
        sa.ForeignKeyConstraint(
            ["album_id"], ["album.id"], name=op.f("fk_album_import_album_id_album")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_album_import")),
    )
    op.create_index("ix_album_import_imported_at", "album_import", ["imported_at"])
