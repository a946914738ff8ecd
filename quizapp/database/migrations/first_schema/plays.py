"""What players leave: results, rounds, boards, counts."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime


def create() -> None:
    op.create_table(
        "day_tally",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("round_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_day_tally_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("quiz_id", "day", "right_count", name=op.f("pk_day_tally")),
    )
    op.create_table(
        "outcome_tally",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(length=60), nullable=False),
        sa.Column("result_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(track) <= 60", name=op.f("ck_outcome_tally_track_length")),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quiz.id"], name=op.f("fk_outcome_tally_quiz_id_quiz")
        ),
        sa.PrimaryKeyConstraint("quiz_id", "track", name=op.f("pk_outcome_tally")),
    )
    op.create_table(
        "visit_tally",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("visit_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(step) <= 60", name=op.f("ck_visit_tally_step_length")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_visit_tally_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("quiz_id", "day", "step", name=op.f("pk_visit_tally")),
    )
    op.create_table(
        "item_tally",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_tally_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_tally")),
    )
    op.create_table(
        "mood_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=22), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.String(length=40), nullable=False),
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(attempt) <= 40", name=op.f("ck_mood_result_attempt_length")),
        sa.CheckConstraint("length(sheet) <= 200", name=op.f("ck_mood_result_sheet_length")),
        sa.CheckConstraint("length(slug) <= 22", name=op.f("ck_mood_result_slug_length")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_mood_result_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mood_result")),
        sa.UniqueConstraint("attempt", "sheet", name=op.f("uq_mood_result_attempt_sheet")),
        sa.UniqueConstraint("slug", name=op.f("uq_mood_result_slug")),
    )
    with op.batch_alter_table("mood_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mood_result_edition_id"), ["edition_id"], unique=False)
    op.create_table(
        "scheduled_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("item_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_scheduled_day_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["quiz_id"], ["quiz.id"], name=op.f("fk_scheduled_day_quiz_id_quiz")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_day")),
        sa.UniqueConstraint("quiz_id", "day", name=op.f("uq_scheduled_day_quiz_id_day")),
    )
    with op.batch_alter_table("scheduled_day", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scheduled_day_edition_id"), ["edition_id"], unique=False
        )
    op.create_table(
        "trivia_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=22), nullable=False),
        sa.Column("play_key", sa.String(length=22), nullable=False),
        sa.Column("attempt", sa.String(length=40), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("item_ids", sa.JSON(), nullable=False),
        sa.Column("seed", sa.String(length=22), nullable=False),
        sa.Column("is_relaxed", sa.Boolean(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("is_hasty", sa.Boolean(), nullable=False),
        sa.Column("nickname", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "kind IN ('today', 'practice', 'challenge')", name=op.f("ck_trivia_round_kind")
        ),
        sa.CheckConstraint("length(attempt) <= 40", name=op.f("ck_trivia_round_attempt_length")),
        sa.CheckConstraint("length(kind) <= 10", name=op.f("ck_trivia_round_kind_length")),
        sa.CheckConstraint("length(nickname) <= 24", name=op.f("ck_trivia_round_nickname_length")),
        sa.CheckConstraint("length(play_key) <= 22", name=op.f("ck_trivia_round_play_key_length")),
        sa.CheckConstraint("length(seed) <= 22", name=op.f("ck_trivia_round_seed_length")),
        sa.CheckConstraint("length(slug) <= 22", name=op.f("ck_trivia_round_slug_length")),
        sa.CheckConstraint("right_count >= 0 AND score >= 0", name=op.f("ck_trivia_round_counts")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_trivia_round_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["trivia_round.id"], name=op.f("fk_trivia_round_origin_id_trivia_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trivia_round")),
        sa.UniqueConstraint("attempt", name=op.f("uq_trivia_round_attempt")),
        sa.UniqueConstraint("play_key", name=op.f("uq_trivia_round_play_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_trivia_round_slug")),
    )
    with op.batch_alter_table("trivia_round", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trivia_round_edition_id"), ["edition_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_trivia_round_origin_id"), ["origin_id"], unique=False)
        batch_op.create_index(
            "ix_trivia_round_unfinished", ["finished_at", "started_at"], unique=False
        )
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=22), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(slug) <= 22", name=op.f("ck_comparison_slug_length")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["mood_result.id"], name=op.f("fk_comparison_first_id_mood_result")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["mood_result.id"], name=op.f("fk_comparison_second_id_mood_result")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_comparison_first_id_second_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_comparison_slug")),
    )
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparison_second_id"), ["second_id"], unique=False)
    op.create_table(
        "leaderboard_entry",
        sa.Column("board", sa.String(length=20), nullable=False),
        sa.Column("nickname_key", sa.String(length=96), nullable=False),
        sa.Column("nickname", sa.String(length=24), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("achieved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(board) <= 20", name=op.f("ck_leaderboard_entry_board_length")),
        sa.CheckConstraint(
            "length(nickname) <= 24", name=op.f("ck_leaderboard_entry_nickname_length")
        ),
        sa.CheckConstraint(
            "length(nickname_key) <= 96", name=op.f("ck_leaderboard_entry_nickname_key_length")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["trivia_round.id"],
            name=op.f("fk_leaderboard_entry_round_id_trivia_round"),
        ),
        sa.PrimaryKeyConstraint("board", "nickname_key", name=op.f("pk_leaderboard_entry")),
    )
    with op.batch_alter_table("leaderboard_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_leaderboard_entry_round_id"), ["round_id"], unique=False
        )
    op.create_index(
        "ix_leaderboard_entry_rank",
        "leaderboard_entry",
        ["board", sa.text("score DESC"), "achieved_at", "nickname_key"],
    )
    op.create_table(
        "option_tally",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_option_tally_option_id_option")
        ),
        sa.PrimaryKeyConstraint("option_id", name=op.f("pk_option_tally")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("elapsed_ms >= 0", name=op.f("ck_response_elapsed_ms_positive")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["trivia_round.id"], name=op.f("fk_response_round_id_trivia_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_response_round_id_position")),
    )


def drop() -> None:
    op.drop_table("response")
    op.drop_table("option_tally")
    with op.batch_alter_table("leaderboard_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leaderboard_entry_round_id"))
    op.drop_index("ix_leaderboard_entry_rank", "leaderboard_entry")
    op.drop_table("leaderboard_entry")
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comparison_second_id"))
    op.drop_table("comparison")
    with op.batch_alter_table("trivia_round", schema=None) as batch_op:
        batch_op.drop_index("ix_trivia_round_unfinished")
        batch_op.drop_index(batch_op.f("ix_trivia_round_origin_id"))
        batch_op.drop_index(batch_op.f("ix_trivia_round_edition_id"))
    op.drop_table("trivia_round")
    with op.batch_alter_table("scheduled_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scheduled_day_edition_id"))
    op.drop_table("scheduled_day")
    with op.batch_alter_table("mood_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mood_result_edition_id"))
    op.drop_table("mood_result")
    op.drop_table("item_tally")
    op.drop_table("visit_tally")
    op.drop_table("outcome_tally")
    op.drop_table("day_tally")
