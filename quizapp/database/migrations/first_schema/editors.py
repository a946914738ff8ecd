"""Editors with their sessions, drafts, revisions and files under way."""

import sqlalchemy as sa
from alembic import op

from quizapp.database.db import UtcDateTime


def create() -> None:
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


def drop() -> None:
    op.drop_table("waiting_import")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_editor_id"))
    op.drop_table("invitation")
    op.drop_table("draft")
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_session_editor_id"))
    op.drop_table("desk_session")
    op.drop_table("sign_in_tally")
    op.drop_table("revision")
    op.drop_table("page_version")
    op.drop_table("editor")
