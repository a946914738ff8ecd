"""Bulk actions of the question grid, and which draft was made of a suggestion."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0019"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("editor_name", sa.String(length=40), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("left_alone", sa.JSON(), nullable=False),
        sa.Column("undo_left", sa.JSON(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("length(act) <= 20", name=op.f("ck_bulk_action_act_length")),
        sa.CheckConstraint(
            "length(editor_name) <= 40", name=op.f("ck_bulk_action_editor_name_length")
        ),
        sa.CheckConstraint("length(undone_by) <= 40", name=op.f("ck_bulk_action_undone_by_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_action")),
    )
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_suggestion_item_id_item"), "item", ["item_id"], ["id"])
    op.create_index("ix_suggestion_item_id", "suggestion", ["item_id"])
