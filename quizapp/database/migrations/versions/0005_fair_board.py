"""Rounds that count, hidden entries, refused words."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "name_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('inside', 'alone', 'allowed')", name=op.f("ck_name_word_kind")
        ),
        sa.CheckConstraint("length(word) <= 40", name=op.f("ck_name_word_word_length")),
        sa.CheckConstraint("length(kind) <= 10", name=op.f("ck_name_word_kind_length")),
        sa.CheckConstraint("length(added_by) <= 40", name=op.f("ck_name_word_added_by_length")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_name_word")),
    )


def _add_columns() -> None:
    """Column by column, so that no database copies its largest tables."""
    no = sa.false()
    op.add_column(
        "trivia_round", sa.Column("is_again", sa.Boolean(), nullable=False, server_default=no)
    )
    op.add_column(
        "trivia_round",
        sa.Column(
            "network_digest",
            sa.String(length=64),
            sa.CheckConstraint(
                "length(network_digest) <= 64", name=op.f("ck_trivia_round_network_digest_length")
            ),
            nullable=True,
        ),
    )
    op.add_column("trivia_round", sa.Column("deleted_at", UtcDateTime(), nullable=True))
    known = sa.text("network_digest IS NOT NULL")
    op.create_index(
        "ix_trivia_round_network",
        "trivia_round",
        ["network_digest"],
        sqlite_where=known,
        postgresql_where=known,
    )
    op.add_column(
        "leaderboard_entry", sa.Column("is_hidden", sa.Boolean(), nullable=False, server_default=no)
    )
