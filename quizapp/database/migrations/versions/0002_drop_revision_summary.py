"""Drop the summary of a revision: nothing reads it, and nothing but its default was written."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite rebuilds the table, and tells Alembic of no CHECK: those that stay are named here.
BEFORE = sa.Table(
    "revision",
    sa.MetaData(),
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("kind", sa.String(length=20), nullable=False),
    sa.Column("object_id", sa.Integer(), nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("content", sa.JSON(), nullable=False),
    sa.Column("summary", sa.String(length=200), nullable=False),
    sa.Column("editor_name", sa.String(length=40), nullable=False),
    sa.Column("saved_at", UtcDateTime(), nullable=False),
    sa.CheckConstraint("length(editor_name) <= 40", name="ck_revision_editor_name_length"),
    sa.CheckConstraint("length(kind) <= 20", name="ck_revision_kind_length"),
    sa.PrimaryKeyConstraint("id", name="pk_revision"),
    sa.UniqueConstraint("kind", "object_id", "number", name="uq_revision_kind_object_id_number"),
)


def upgrade() -> None:
    with op.batch_alter_table("revision", copy_from=BEFORE) as batch:
        batch.drop_column("summary")
