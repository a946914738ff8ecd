"""States and positions of albums, quizzes, chapters and tracks, and the settings of the site."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATE_TABLES = ("album", "quiz", "chapter", "track")
POSITION_TABLES = ("album", "quiz")
STATES = "state IN ('draft', 'live', 'hidden', 'retired')"
SITE_TEXTS = {"title_en": 120, "title_ko": 120, "tagline_en": 800, "tagline_ko": 800, "front": 10}


def upgrade() -> None:
    for table in STATE_TABLES:
        _add_state(table)
    for table in POSITION_TABLES:
        position = sa.Column("position", sa.Integer(), nullable=False, server_default="0")
        op.add_column(table, position)
        row = sa.table(table, sa.column("id"), sa.column("position"))
        op.execute(row.update().values(position=row.c.id))
    _hide_albums_without_edition()
    _create_site()


def _add_state(table: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        state = sa.Column("state", sa.String(10), nullable=False, server_default="live")
        batch_op.add_column(state)
        batch_op.create_check_constraint(op.f(f"ck_{table}_state_length"), "length(state) <= 10")
        batch_op.create_check_constraint(op.f(f"ck_{table}_state"), STATES)


def _hide_albums_without_edition() -> None:
    """All but the first album are on show only where something of them was published."""
    op.execute(
        "UPDATE album SET state = 'hidden' WHERE id <> (SELECT min(id) FROM album)"
        " AND NOT EXISTS (SELECT 1 FROM quiz JOIN edition ON edition.quiz_id = quiz.id"
        " WHERE quiz.album_id = album.id)"
    )


def _create_site() -> None:
    texts = [
        sa.Column(name, sa.String(limit), nullable=False) for name, limit in SITE_TEXTS.items()
    ]
    limits = [
        sa.CheckConstraint(f"length({name}) <= {limit}", name=op.f(f"ck_site_{name}_length"))
        for name, limit in SITE_TEXTS.items()
    ]
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("main_album_id", sa.Integer(), nullable=True),
        *texts,
        sa.Column("revision", sa.Integer(), nullable=False),
        *limits,
        sa.CheckConstraint("front IN ('album', 'shelf')", name=op.f("ck_site_front")),
        sa.ForeignKeyConstraint(
            ["main_album_id"], ["album.id"], name=op.f("fk_site_main_album_id_album")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
