"""The first schema."""

from quizapp.database.migrations.first_schema import catalog, editors, plays, quizzes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PARTS = (catalog, editors, quizzes, plays)


def upgrade() -> None:
    for part in PARTS:
        part.create()


def downgrade() -> None:
    for part in reversed(PARTS):
        part.drop()
