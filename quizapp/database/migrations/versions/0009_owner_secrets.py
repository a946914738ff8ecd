"""A secret of each result for the key of its player; a result of before has none."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "mood_result",
        sa.Column(
            "owner_secret",
            sa.String(length=40),
            sa.CheckConstraint(
                "length(owner_secret) <= 40", name=op.f("ck_mood_result_owner_secret_length")
            ),
            nullable=False,
            server_default="",
        ),
    )
