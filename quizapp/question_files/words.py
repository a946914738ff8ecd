"""Problems and remarks in the language of the page."""

from flask_babel import gettext as _

from quizapp.quizzes.problems import MESSAGES, ItemProblem


def problem_words(problem: ItemProblem) -> str:
    return str(_(MESSAGES[problem.code], detail=problem.detail))
