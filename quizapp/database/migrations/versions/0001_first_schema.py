"""The first schema."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "album",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("drama_en", sa.String(length=120), nullable=False),
        sa.Column("drama_ko", sa.String(length=120), nullable=False),
        sa.Column("intro_en", sa.String(length=800), nullable=False),
        sa.Column("intro_ko", sa.String(length=800), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(drama_en) <= 120", name=op.f("ck_album_drama_en_length")),
        sa.CheckConstraint("length(drama_ko) <= 120", name=op.f("ck_album_drama_ko_length")),
        sa.CheckConstraint("length(intro_en) <= 800", name=op.f("ck_album_intro_en_length")),
        sa.CheckConstraint("length(intro_ko) <= 800", name=op.f("ck_album_intro_ko_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_album_slug_length")),
        sa.CheckConstraint("length(title_en) <= 120", name=op.f("ck_album_title_en_length")),
        sa.CheckConstraint("length(title_ko) <= 120", name=op.f("ck_album_title_ko_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_album")),
        sa.UniqueConstraint("slug", name=op.f("uq_album_slug")),
    )
    op.create_table(
        "artist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("about_en", sa.String(length=800), nullable=False),
        sa.Column("about_ko", sa.String(length=800), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(about_en) <= 800", name=op.f("ck_artist_about_en_length")),
        sa.CheckConstraint("length(about_ko) <= 800", name=op.f("ck_artist_about_ko_length")),
        sa.CheckConstraint("length(name_en) <= 80", name=op.f("ck_artist_name_en_length")),
        sa.CheckConstraint("length(name_ko) <= 80", name=op.f("ck_artist_name_ko_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_artist_slug_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_artist")),
        sa.UniqueConstraint("slug", name=op.f("uq_artist_slug")),
    )
    op.create_table(
        "editor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=False),
        sa.Column("last_totp_step", sa.Integer(), nullable=False),
        sa.Column("recovery_digests", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("role IN ('editor', 'admin')", name=op.f("ck_editor_role")),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_editor_name_length")),
        sa.CheckConstraint("length(name_key) <= 160", name=op.f("ck_editor_name_key_length")),
        sa.CheckConstraint(
            "length(password_hash) <= 255", name=op.f("ck_editor_password_hash_length")
        ),
        sa.CheckConstraint("length(role) <= 10", name=op.f("ck_editor_role_length")),
        sa.CheckConstraint("length(totp_secret) <= 64", name=op.f("ck_editor_totp_secret_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editor")),
        sa.UniqueConstraint("name_key", name=op.f("uq_editor_name_key")),
    )
    op.create_table(
        "page_version",
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(subject) <= 20", name=op.f("ck_page_version_subject_length")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_page_version")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(length=200), nullable=False),
        sa.Column("editor_name", sa.String(length=40), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "length(editor_name) <= 40", name=op.f("ck_revision_editor_name_length")
        ),
        sa.CheckConstraint("length(kind) <= 20", name=op.f("ck_revision_kind_length")),
        sa.CheckConstraint("length(summary) <= 200", name=op.f("ck_revision_summary_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint(
            "kind", "object_id", "number", name=op.f("uq_revision_kind_object_id_number")
        ),
    )
    op.create_table(
        "sign_in_tally",
        sa.Column("who_digest", sa.String(length=64), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("try_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(who_digest) <= 64", name=op.f("ck_sign_in_tally_who_digest_length")
        ),
        sa.PrimaryKeyConstraint("who_digest", "window", name=op.f("pk_sign_in_tally")),
    )
    op.create_table(
        "theme_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("glyph", sa.String(length=4), nullable=False),
        sa.Column("label_en", sa.String(length=30), nullable=False),
        sa.Column("label_ko", sa.String(length=30), nullable=False),
        sa.Column("phrase_en", sa.String(length=60), nullable=False),
        sa.Column("phrase_ko", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(glyph) <= 4", name=op.f("ck_theme_tag_glyph_length")),
        sa.CheckConstraint("length(label_en) <= 30", name=op.f("ck_theme_tag_label_en_length")),
        sa.CheckConstraint("length(label_ko) <= 30", name=op.f("ck_theme_tag_label_ko_length")),
        sa.CheckConstraint("length(phrase_en) <= 60", name=op.f("ck_theme_tag_phrase_en_length")),
        sa.CheckConstraint("length(phrase_ko) <= 60", name=op.f("ck_theme_tag_phrase_ko_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_theme_tag_slug_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_theme_tag_slug")),
    )
    op.create_table(
        "chapter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("body_en", sa.String(length=4000), nullable=False),
        sa.Column("body_ko", sa.String(length=4000), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(body_en) <= 4000", name=op.f("ck_chapter_body_en_length")),
        sa.CheckConstraint("length(body_ko) <= 4000", name=op.f("ck_chapter_body_ko_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_chapter_slug_length")),
        sa.CheckConstraint("length(title_en) <= 120", name=op.f("ck_chapter_title_en_length")),
        sa.CheckConstraint("length(title_ko) <= 120", name=op.f("ck_chapter_title_ko_length")),
        sa.ForeignKeyConstraint(["album_id"], ["album.id"], name=op.f("fk_chapter_album_id_album")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapter")),
        sa.UniqueConstraint("slug", name=op.f("uq_chapter_slug")),
    )
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chapter_album_id"), ["album_id"], unique=False)

    op.create_table(
        "desk_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "length(token_digest) <= 64", name=op.f("ck_desk_session_token_digest_length")
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name=op.f("fk_desk_session_editor_id_editor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_desk_session_token_digest")),
    )
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_session_editor_id"), ["editor_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(key) <= 80", name=op.f("ck_draft_key_length")),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name=op.f("fk_draft_editor_id_editor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("editor_id", "key", name=op.f("uq_draft_editor_id_key")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "length(token_digest) <= 64", name=op.f("ck_invitation_token_digest_length")
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name=op.f("fk_invitation_editor_id_editor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_editor_id"), ["editor_id"], unique=False)

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
        "track",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("title_ko", sa.String(length=120), nullable=False),
        sa.Column("original_title", sa.String(length=120), nullable=False),
        sa.Column("original_language", sa.String(length=8), nullable=False),
        sa.Column("title_note_en", sa.String(length=800), nullable=False),
        sa.Column("title_note_ko", sa.String(length=800), nullable=False),
        sa.Column("performance_en", sa.String(length=800), nullable=False),
        sa.Column("performance_ko", sa.String(length=800), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("credits_en", sa.String(length=800), nullable=False),
        sa.Column("credits_ko", sa.String(length=800), nullable=False),
        sa.Column("story_en", sa.String(length=800), nullable=False),
        sa.Column("story_ko", sa.String(length=800), nullable=False),
        sa.Column("tagline_en", sa.String(length=90), nullable=False),
        sa.Column("tagline_ko", sa.String(length=90), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('release', 'on-screen')", name=op.f("ck_track_kind")),
        sa.CheckConstraint("length(credits_en) <= 800", name=op.f("ck_track_credits_en_length")),
        sa.CheckConstraint("length(credits_ko) <= 800", name=op.f("ck_track_credits_ko_length")),
        sa.CheckConstraint("length(kind) <= 10", name=op.f("ck_track_kind_length")),
        sa.CheckConstraint(
            "length(original_language) <= 8", name=op.f("ck_track_original_language_length")
        ),
        sa.CheckConstraint(
            "length(original_title) <= 120", name=op.f("ck_track_original_title_length")
        ),
        sa.CheckConstraint(
            "length(performance_en) <= 800", name=op.f("ck_track_performance_en_length")
        ),
        sa.CheckConstraint(
            "length(performance_ko) <= 800", name=op.f("ck_track_performance_ko_length")
        ),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_track_slug_length")),
        sa.CheckConstraint("length(story_en) <= 800", name=op.f("ck_track_story_en_length")),
        sa.CheckConstraint("length(story_ko) <= 800", name=op.f("ck_track_story_ko_length")),
        sa.CheckConstraint("length(tagline_en) <= 90", name=op.f("ck_track_tagline_en_length")),
        sa.CheckConstraint("length(tagline_ko) <= 90", name=op.f("ck_track_tagline_ko_length")),
        sa.CheckConstraint("length(title_en) <= 120", name=op.f("ck_track_title_en_length")),
        sa.CheckConstraint("length(title_ko) <= 120", name=op.f("ck_track_title_ko_length")),
        sa.CheckConstraint(
            "length(title_note_en) <= 800", name=op.f("ck_track_title_note_en_length")
        ),
        sa.CheckConstraint(
            "length(title_note_ko) <= 800", name=op.f("ck_track_title_note_ko_length")
        ),
        sa.ForeignKeyConstraint(["album_id"], ["album.id"], name=op.f("fk_track_album_id_album")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track")),
        sa.UniqueConstraint("slug", name=op.f("uq_track_slug")),
    )
    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_track_album_id"), ["album_id"], unique=False)

    op.create_table(
        "waiting_import",
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=1400000), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "length(content) <= 1400000", name=op.f("ck_waiting_import_content_length")
        ),
        sa.CheckConstraint("length(format) <= 10", name=op.f("ck_waiting_import_format_length")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_waiting_import_name_length")),
        sa.ForeignKeyConstraint(
            ["album_id"], ["album.id"], name=op.f("fk_waiting_import_album_id_album")
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["editor.id"], name=op.f("fk_waiting_import_editor_id_editor")
        ),
        sa.PrimaryKeyConstraint("editor_id", name=op.f("pk_waiting_import")),
    )
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
        "track_artist",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("artist_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["artist_id"], ["artist.id"], name=op.f("fk_track_artist_artist_id_artist")
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["track.id"], name=op.f("fk_track_artist_track_id_track")
        ),
        sa.PrimaryKeyConstraint("track_id", "artist_id", name=op.f("pk_track_artist")),
    )
    with op.batch_alter_table("track_artist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_track_artist_artist_id"), ["artist_id"], unique=False)

    op.create_table(
        "track_weight",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("theme_tag_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 5", name=op.f("ck_track_weight_weight_range")),
        sa.ForeignKeyConstraint(
            ["theme_tag_id"], ["theme_tag.id"], name=op.f("fk_track_weight_theme_tag_id_theme_tag")
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["track.id"], name=op.f("fk_track_weight_track_id_track")
        ),
        sa.PrimaryKeyConstraint("track_id", "theme_tag_id", name=op.f("pk_track_weight")),
    )
    with op.batch_alter_table("track_weight", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_track_weight_theme_tag_id"), ["theme_tag_id"], unique=False
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
        "item_tally",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_tally_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_tally")),
    )
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
    # Alembic leaves an index with a descending column out on SQLite: written by hand.
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


def downgrade() -> None:
    op.drop_table("response")
    with op.batch_alter_table("option_weight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_option_weight_theme_tag_id"))

    op.drop_table("option_weight")
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
    with op.batch_alter_table("option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_option_item_id"))

    op.drop_table("option")
    with op.batch_alter_table("mood_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mood_result_edition_id"))

    op.drop_table("mood_result")
    with op.batch_alter_table("key_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_correction_item_id"))

    op.drop_table("key_correction")
    with op.batch_alter_table("item_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_theme_theme_tag_id"))

    op.drop_table("item_theme")
    op.drop_table("item_tally")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flag_item_id"))

    op.drop_table("flag")
    op.drop_table("visit_tally")
    with op.batch_alter_table("track_weight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_weight_theme_tag_id"))

    op.drop_table("track_weight")
    with op.batch_alter_table("track_artist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_artist_artist_id"))

    op.drop_table("track_artist")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_status"))

    op.drop_table("suggestion")
    op.drop_table("outcome_tally")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_quiz_id"))

    op.drop_table("item")
    op.drop_table("edition")
    op.drop_table("day_tally")
    op.drop_table("waiting_import")
    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_album_id"))

    op.drop_table("track")
    op.drop_table("quiz")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_editor_id"))

    op.drop_table("invitation")
    op.drop_table("draft")
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_session_editor_id"))

    op.drop_table("desk_session")
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chapter_album_id"))

    op.drop_table("chapter")
    op.drop_table("theme_tag")
    op.drop_table("sign_in_tally")
    op.drop_table("revision")
    op.drop_table("page_version")
    op.drop_table("editor")
    op.drop_table("artist")
    op.drop_table("album")
