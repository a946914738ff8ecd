"""Keep what packs have brought, to tell it from what editors made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shipped_content",
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_shipped_content_digest_length")),
        sa.CheckConstraint("length(kind) <= 10", name=op.f("ck_shipped_content_kind_length")),
        sa.CheckConstraint("length(pack) <= 60", name=op.f("ck_shipped_content_pack_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_shipped_content_slug_length")),
        sa.PrimaryKeyConstraint("pack", "kind", "slug", name=op.f("pk_shipped_content")),
    )


def downgrade() -> None:
    op.drop_table("shipped_content")
