"""Rounds that count, hidden entries, refused words, the log of moderation, forgotten cards."""

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
    op.create_table(
        "moderation_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("done_by", sa.String(length=40), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("restored_by", sa.String(length=40), nullable=False),
        sa.Column("restored_at", UtcDateTime(), nullable=True),
        *(
            sa.CheckConstraint(
                f"length({name}) <= {length}", name=op.f(f"ck_moderation_action_{name}_length")
            )
            for name, length in [
                ("kind", 20),
                ("subject", 120),
                ("reason", 200),
                ("done_by", 40),
                ("restored_by", 40),
            ]
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_action")),
    )
    op.create_index("ix_moderation_action_done_at", "moderation_action", ["done_at"])
    op.create_table(
        "forgotten_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("forgotten_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(subject) <= 80", name=op.f("ck_forgotten_card_subject_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgotten_card")),
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
