"""Load content packs into the database, the first time and whenever a pack has changed."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from quizapp.database.db import transaction
from quizapp.mood.publishing import publish as publish_mood
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, newest_edition, quiz_by_slug
from quizapp.trivia.publishing import publish as publish_trivia
from quizapp.web import logs

from .digests import digest_of_files
from .editions import Name, changed_things, things_in
from .files import read_pack
from .upgrade import Changes, Shipped, are_as_shipped, merge

PACKS = Path(__file__).parent / "data"
PUBLISH = {QuizKind.MOOD: publish_mood, QuizKind.TRIVIA: publish_trivia}


def shipped_packs() -> list[Path]:
    return sorted(path.parent for path in PACKS.glob("*/album.yaml"))


def load_shipped_packs(*, now: datetime) -> dict[str, Changes]:
    """Load every shipped pack whose files are not those that were loaded last.

    :returns: by name of each such pack, what loading it changed.
    """
    changed = {}
    for directory in shipped_packs():
        shipped = Shipped(directory.name)
        if shipped.digest(("pack", directory.name)) != digest_of_files(directory):
            changed[directory.name] = load(directory=directory, is_shipped=True, now=now)
    return changed


def load(*, directory: Path, is_shipped: bool = False, now: datetime) -> Changes:
    """Bring a pack into the database and publish its quizzes, wherever no editor has been.

    What an editor changed stays, and a quiz that has something of theirs to publish is left to
    them. Started again after a crash it does what was left to do.

    :param is_shipped: whether the pack comes with the game. Any other is an editor's: what it
        brings counts as edited from then on, and it retires nothing.
    :raises PackRefused: when the pack breaks its rules; nothing is loaded then.
    """
    pack = read_pack(directory)
    slug = pack.album.album.slug
    with transaction():
        changes = merge(pack, is_shipped=is_shipped, now=now)
    for file in filter(None, (pack.mood, pack.trivia)):
        _publish(slug, file.quiz.slug, changes, now)
    if is_shipped:
        with transaction():
            Shipped(slug).put(("pack", slug), digest_of_files(directory))
    logs.event("content.load", pack=slug, **asdict(changes))
    return changes


def _publish(pack: str, quiz_slug: str, changes: Changes, now: datetime) -> None:
    quiz = quiz_by_slug(quiz_slug)
    live, current = _live_content(quiz), content_now(quiz)
    wanted = changed_things(live, current) if live else set()
    if live and not wanted:
        return
    if live and not are_as_shipped(pack, wanted | _balanced_things(current)):
        changes.unpublished.append(quiz_slug)
    else:
        PUBLISH[QuizKind(quiz.kind)](quiz_slug=quiz_slug, now=now)
        changes.published.append(quiz_slug)


def _live_content(quiz: Quiz) -> QuizContent | None:
    return newest_edition(quiz.slug, quiz.kind).content if quiz.editions else None


def _balanced_things(content: QuizContent) -> set[Name]:
    """List what the balance of a quiz rests on, which is known only of what is shipped together."""
    return things_in(content) if content.kind == QuizKind.MOOD else set()
