"""What a correction reached: the day, the responses that count as right since, their points."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("key_correction", sa.Column("day", sa.Date(), nullable=True))
    for name in ("response_count", "points"):
        column = sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        op.add_column("key_correction", column)
