"""A record of moderation, and rounds found by their nickname."""

import unicodedata

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BATCH = 1000
ROUND = sa.table(
    "trivia_round",
    sa.column("id", sa.Integer),
    sa.column("nickname", sa.String),
    sa.column("nickname_key", sa.String),
)


def upgrade() -> None:
    _add_columns()
    _fill_keys()
    _create_indexes()
    op.create_table(
        "moderation_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("done_by", sa.String(length=40), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=True),
        sa.Column("restored_by", sa.String(length=40), nullable=False),
        sa.Column("restored_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(act) <= 20", name=op.f("ck_moderation_record_act_length")),
        sa.CheckConstraint(
            "length(subject) <= 120", name=op.f("ck_moderation_record_subject_length")
        ),
        sa.CheckConstraint(
            "length(reason) <= 500", name=op.f("ck_moderation_record_reason_length")
        ),
        sa.CheckConstraint(
            "length(done_by) <= 40", name=op.f("ck_moderation_record_done_by_length")
        ),
        sa.CheckConstraint(
            "length(restored_by) <= 40", name=op.f("ck_moderation_record_restored_by_length")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_record")),
    )


def _add_columns() -> None:
    """Column by column, so that no database copies its largest table."""
    op.add_column(
        "trivia_round",
        sa.Column(
            "nickname_key",
            sa.String(length=96),
            sa.CheckConstraint(
                "length(nickname_key) <= 96", name=op.f("ck_trivia_round_nickname_key_length")
            ),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column(
        "trivia_round",
        sa.Column("is_name_hidden", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def _fill_keys() -> None:
    """What `quizapp.trivia.nickname` made of a cleaned nickname when this was written."""
    connection, last = op.get_bind(), 0
    columns = sa.select(ROUND.c.id, ROUND.c.nickname).where(ROUND.c.nickname != "")
    while rows := connection.execute(
        columns.where(ROUND.c.id > last).order_by(ROUND.c.id).limit(BATCH)
    ).all():
        for row in rows:
            changed = ROUND.update().where(ROUND.c.id == row.id)
            connection.execute(changed.values(nickname_key=_key(row.nickname)))
        last = rows[-1].id


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _create_indexes() -> None:
    named = sa.text("nickname_key != ''")
    op.create_index(
        "ix_trivia_round_nickname_key",
        "trivia_round",
        ["nickname_key"],
        sqlite_where=named,
        postgresql_where=named,
    )
    op.create_index(
        "ix_leaderboard_entry_nickname_key", "leaderboard_entry", ["nickname_key", "board"]
    )
