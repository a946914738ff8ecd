"""What pages and forms call a quiz, so that it can be told from the others."""

from collections.abc import Iterable

from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import quizzes_of_kind
from quizapp.web.i18n import current_language


def quiz_titles(quizzes: Iterable[Quiz]) -> dict[int, str]:
    """By id: the title in the page's language, with the album's where there are several albums."""
    listed = list(quizzes)
    has_albums = len({quiz.album_id for quiz in listed}) > 1
    return {quiz.id: " · ".join(_texts(quiz, has_albums=has_albums)) for quiz in listed}


def title_among_several(quiz: Quiz) -> str:
    """The same of one quiz among all of its kind; empty where it is the only one."""
    others = quizzes_of_kind(quiz.kind)
    return quiz_titles(others)[quiz.id] if len(others) > 1 else ""


def _texts(quiz: Quiz, *, has_albums: bool) -> list[str]:
    texts = [quiz.title, quiz.album.title] if has_albums else [quiz.title]
    return [text.in_language(current_language()).text for text in texts]
