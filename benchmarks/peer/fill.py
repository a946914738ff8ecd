"""Add quizzes and players to the peer and print the players' session keys; run beside its server.

Standard input is JSON: ``quizzes``, each a list of [question, [[option, whether right], ...]],
and ``players``, how many. Each player is signed in and has taken the last quiz.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.peer import site  # noqa: F401 - Django knows no models before its settings

# isort: split

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from quiz.models import Answer, Question, Quiz, Student, Subject, TakenQuiz


def main() -> None:
    wanted = json.load(sys.stdin)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        subject, _ = Subject.objects.get_or_create(name="Drama")
        for number, questions in enumerate(wanted["quizzes"], 1):
            _add_quiz(Quiz.objects.create(name=f"Quiz {number}", subject=subject), questions)
        for key in _added_players(wanted["players"]):
            print(key)


def _add_quiz(quiz: Any, questions: list[Any]) -> None:
    for text, options in questions:
        question = Question.objects.create(quiz=quiz, text=text)
        for option, is_right in options:
            Answer.objects.create(question=question, text=option, is_correct=is_right)


def _added_players(count: int) -> Iterator[str]:
    taken = Quiz.objects.latest("pk")
    first = User.objects.count() + 1
    users = User.objects.bulk_create(
        User(username=f"Player {number}") for number in range(first, first + count)
    )
    students = Student.objects.bulk_create(
        Student(user=user, score=number % 9) for number, user in enumerate(users)
    )
    TakenQuiz.objects.bulk_create(
        TakenQuiz(student=each, quiz=taken, score=each.score, percentage=100 * each.score / 8)
        for each in students
    )
    for session in Session.objects.bulk_create(map(_session, users)):
        yield session.session_key


def _session(user: User) -> Session:
    told = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    return Session(
        session_key=secrets.token_hex(16),
        session_data=SessionStore().encode(told),
        expire_date=timezone.now() + timedelta(days=1),
    )


if __name__ == "__main__":
    main()
