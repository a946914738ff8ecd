"""Column types: instants in UTC, and texts whose length the database checks."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, String, select
from sqlalchemy.exc import DBAPIError

from quizapp.catalog.limits import SLUG_LIMIT
from quizapp.catalog.models import Album, ThemeTag
from quizapp.database.db import Base, UtcDateTime, db, transaction
from quizapp.texts import Localized

pytestmark = pytest.mark.storage

TITLE = Localized("A title", "제목")


def _album(slug: str) -> Album:
    return Album(slug=slug, title=TITLE, drama=TITLE, intro=TITLE)


class TestUtcDateTime:
    def test_gives_back_the_same_instant_in_utc(self, app: Flask) -> None:
        seoul = timezone(timedelta(hours=9))
        with transaction():
            theme = ThemeTag(slug="a", position=1, glyph="a", label=TITLE, phrase=TITLE)
            theme.retired_at = datetime(2018, 11, 21, 22, 0, 0, 123456, seoul)
            db.session.add(theme)
        db.session.expire_all()

        read = db.session.scalars(select(ThemeTag.retired_at)).one()

        assert read == datetime(2018, 11, 21, 13, 0, 0, 123456, UTC)
        assert read is not None
        assert read.utcoffset() == timedelta(0)

    def test_is_the_type_of_every_instant(self) -> None:
        columns = [c for table in Base.metadata.tables.values() for c in table.columns]

        instants = [column for column in columns if column.name.endswith("_at")]

        assert instants
        assert [c.name for c in instants if not isinstance(c.type, UtcDateTime)] == []


class TestLengths:
    def test_of_every_string_column_are_checked_by_the_database(self) -> None:
        unchecked = []
        for table in Base.metadata.tables.values():
            checks = {str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)}
            for column in table.columns:
                if isinstance(column.type, String):
                    check = f"length({column.name}) <= {column.type.length}"
                    if not column.type.length or check not in checks:
                        unchecked.append(f"{table.name}.{column.name}")

        assert unchecked == []

    def test_hold_in_characters_and_not_in_bytes(self, app: Flask) -> None:
        with transaction():
            db.session.add(_album("황" * SLUG_LIMIT))

        with pytest.raises(DBAPIError), transaction():
            db.session.add(_album("a" * (SLUG_LIMIT + 1)))
