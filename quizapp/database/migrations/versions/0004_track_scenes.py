"""Say of each track when it is heard, or whose feelings it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = {"scene_en": 800, "scene_ko": 800, "scene_source": 500}


def upgrade() -> None:
    with op.batch_alter_table("track") as batch_op:
        for name, limit in TEXTS.items():
            column = sa.Column(name, sa.String(limit), nullable=False, server_default="")
            batch_op.add_column(column)
            check = f"length({name}) <= {limit}"
            batch_op.create_check_constraint(op.f(f"ck_track_{name}_length"), check)
        batch_op.add_column(
            sa.Column("spoiler_episode", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.create_check_constraint(
            op.f("ck_track_spoiler_episode_range"), "spoiler_episode BETWEEN 0 AND 52"
        )


def downgrade() -> None:
    with op.batch_alter_table("track") as batch_op:
        batch_op.drop_constraint(op.f("ck_track_spoiler_episode_range"), type_="check")
        batch_op.drop_column("spoiler_episode")
        for name in TEXTS:
            batch_op.drop_constraint(op.f(f"ck_track_{name}_length"), type_="check")
            batch_op.drop_column(name)
