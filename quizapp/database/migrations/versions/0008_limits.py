"""Networks of suggestions, and an index by which tallies of sign-in are swept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_sign_in_tally_window", "sign_in_tally", ["window"])
    op.add_column(
        "suggestion",
        sa.Column(
            "network_digests",
            sa.String(length=100),
            sa.CheckConstraint(
                "length(network_digests) <= 100", name=op.f("ck_suggestion_network_digests_length")
            ),
            nullable=True,
        ),
    )
