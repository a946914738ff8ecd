"""A second trivia quiz beside the shipped one: the same questions under another title."""

from dataclasses import replace
from datetime import datetime

from quizapp.catalog.models import Album
from quizapp.database.db import db, transaction
from quizapp.quizzes import content as contents
from quizapp.quizzes.editions import add_edition
from quizapp.quizzes.models import Edition, Quiz
from quizapp.quizzes.queries import PublishedEdition, edition_by_id
from quizapp.texts import Localized

TITLE = Localized("The other album?", "다른 앨범?")


def add_second_quiz(first: PublishedEdition, now: datetime) -> PublishedEdition:
    """Publish it, and give its edition."""
    content = replace(first.content, slug="other", title=TITLE)
    with transaction():
        album = Album(slug="other-album", position=2, title=TITLE, intro=TITLE)
        quiz = Quiz(slug="other", kind=content.kind, title=TITLE, intro=TITLE, album=album)
        db.session.add(quiz)
        db.session.flush()
        edition = Edition(quiz_id=quiz.id, content=contents.to_json(content), published_at=now)
        return edition_by_id(add_edition(edition))
