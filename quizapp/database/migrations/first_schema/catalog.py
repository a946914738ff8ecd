"""Albums with their tracks, artists, themes and chapters."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime


def create() -> None:
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


def drop() -> None:
    with op.batch_alter_table("track_weight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_weight_theme_tag_id"))
    op.drop_table("track_weight")
    with op.batch_alter_table("track_artist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_artist_artist_id"))
    op.drop_table("track_artist")
    with op.batch_alter_table("track", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_track_album_id"))
    op.drop_table("track")
    with op.batch_alter_table("chapter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chapter_album_id"))
    op.drop_table("chapter")
    op.drop_table("theme_tag")
    op.drop_table("artist")
    op.drop_table("album")
