"""Quizzes with their items and editions, and what players said about them."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime


def create() -> None:
    op.create_table(
        "quiz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("intro_en", sa.String(length=800), nullable=False),
        sa.Column("intro_ko", sa.String(length=800), nullable=False),
        sa.Column("core_count", sa.Integer(), nullable=False),
        sa.Column("decider_count", sa.Integer(), nullable=False),
        sa.Column("decider_lead", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('mood', 'trivia')", name=op.f("ck_quiz_kind")),
        sa.CheckConstraint("core_count BETWEEN 4 AND 20", name=op.f("ck_quiz_core_count_range")),
        sa.CheckConstraint(
            "decider_count BETWEEN 0 AND 4", name=op.f("ck_quiz_decider_count_range")
        ),
        sa.CheckConstraint("length(intro_en) <= 800", name=op.f("ck_quiz_intro_en_length")),
        sa.CheckConstraint("length(intro_ko) <= 800", name=op.f("ck_quiz_intro_ko_length")),
        sa.CheckConstraint("length(kind) <= 10", name=op.f("ck_quiz_kind_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_quiz_slug_length")),
        sa.CheckConstraint("length(title_en) <= 120", name=op.f("ck_quiz_title_en_length")),
        sa.CheckConstraint("length(title_ko) <= 120", name=op.f("ck_quiz_title_ko_length")),
        sa.ForeignKeyConstraint(["album_id"], ["album.id"], name=op.f("fk_quiz_album_id_album")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz")),
        sa.UniqueConstraint("album_id", "kind", name=op.f("uq_quiz_album_id_kind")),
        sa.UniqueConstraint("slug", name=op.f("uq_quiz_slug")),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("calibration", sa.JSON(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_edition_digest_length")),
        sa.CheckConstraint("length(note) <= 500", name=op.f("ck_edition_note_length")),
        sa.CheckConstraint(
            "length(published_by) <= 60", name=op.f("ck_edition_published_by_length")
        ),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_edition_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("quiz_id", "number", name=op.f("uq_edition_quiz_id_number")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stem_en", sa.String(length=200), nullable=False),
        sa.Column("stem_ko", sa.String(length=200), nullable=False),
        sa.Column("explanation_en", sa.String(length=500), nullable=False),
        sa.Column("explanation_ko", sa.String(length=500), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("spoiler_episode", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("is_draft", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(category) <= 20", name=op.f("ck_item_category_length")),
        sa.CheckConstraint(
            "length(explanation_en) <= 500", name=op.f("ck_item_explanation_en_length")
        ),
        sa.CheckConstraint(
            "length(explanation_ko) <= 500", name=op.f("ck_item_explanation_ko_length")
        ),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_item_slug_length")),
        sa.CheckConstraint("length(stem_en) <= 200", name=op.f("ck_item_stem_en_length")),
        sa.CheckConstraint("length(stem_ko) <= 200", name=op.f("ck_item_stem_ko_length")),
        sa.CheckConstraint(
            "spoiler_episode BETWEEN 0 AND 52", name=op.f("ck_item_spoiler_episode_range")
        ),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_item_stars_range")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_item_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("slug", name=op.f("uq_item_slug")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_quiz_id"), ["quiz_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("suggested_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(answer) <= 500", name=op.f("ck_suggestion_answer_length")),
        sa.CheckConstraint(
            "length(decided_by) <= 60", name=op.f("ck_suggestion_decided_by_length")
        ),
        sa.CheckConstraint("length(status) <= 10", name=op.f("ck_suggestion_status_length")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_suggestion_quiz_id_quiz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_status"), ["status"], unique=False)
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("flagged_at", UtcDateTime(), nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(note) <= 500", name=op.f("ck_flag_note_length")),
        sa.CheckConstraint("length(reason) <= 20", name=op.f("ck_flag_reason_length")),
        sa.CheckConstraint("length(source) <= 40", name=op.f("ck_flag_source_length")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_flag_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("source", name=op.f("uq_flag_source")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_item_id"), ["item_id"], unique=False)
    op.create_table(
        "item_theme",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("theme_tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_theme_item_id_item")),
        sa.ForeignKeyConstraint(
            ["theme_tag_id"], ["theme_tag.id"], name=op.f("fk_item_theme_theme_tag_id_theme_tag")
        ),
        sa.PrimaryKeyConstraint("item_id", "theme_tag_id", name=op.f("pk_item_theme")),
    )
    with op.batch_alter_table("item_theme", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_theme_theme_tag_id"), ["theme_tag_id"], unique=False
        )
    op.create_table(
        "key_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("old_option_id", sa.Integer(), nullable=False),
        sa.Column("new_option_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("corrected_by", sa.String(length=60), nullable=False),
        sa.Column("corrected_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "length(corrected_by) <= 60", name=op.f("ck_key_correction_corrected_by_length")
        ),
        sa.CheckConstraint("length(note) <= 500", name=op.f("ck_key_correction_note_length")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["item.id"], name=op.f("fk_key_correction_item_id_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction")),
    )
    with op.batch_alter_table("key_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_correction_item_id"), ["item_id"], unique=False)
    op.create_table(
        "option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_en", sa.String(length=140), nullable=False),
        sa.Column("text_ko", sa.String(length=140), nullable=False),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(text_en) <= 140", name=op.f("ck_option_text_en_length")),
        sa.CheckConstraint("length(text_ko) <= 140", name=op.f("ck_option_text_ko_length")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_option_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option")),
    )
    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_option_item_id"), ["item_id"], unique=False)
    op.create_table(
        "option_weight",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("theme_tag_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 4", name=op.f("ck_option_weight_weight_range")),
        sa.ForeignKeyConstraint(
            ["option_id"], ["option.id"], name=op.f("fk_option_weight_option_id_option")
        ),
        sa.ForeignKeyConstraint(
            ["theme_tag_id"], ["theme_tag.id"], name=op.f("fk_option_weight_theme_tag_id_theme_tag")
        ),
        sa.PrimaryKeyConstraint("option_id", "theme_tag_id", name=op.f("pk_option_weight")),
    )
    with op.batch_alter_table("option_weight", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_option_weight_theme_tag_id"), ["theme_tag_id"], unique=False
        )


def drop() -> None:
    with op.batch_alter_table("option_weight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_option_weight_theme_tag_id"))
    op.drop_table("option_weight")
    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_option_item_id"))
    op.drop_table("option")
    with op.batch_alter_table("key_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_correction_item_id"))
    op.drop_table("key_correction")
    with op.batch_alter_table("item_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_theme_theme_tag_id"))
    op.drop_table("item_theme")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_item_id"))
    op.drop_table("flag")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_status"))
    op.drop_table("suggestion")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_quiz_id"))
    op.drop_table("item")
    op.drop_table("edition")
    op.drop_table("quiz")
