"""Commands ``quiz moderation …``: what the desk's pages do, for the operator."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import click

from quizapp import clock
from quizapp.config import current_settings, house_day
from quizapp.database.commands import AS_JSON, GameGroup, echo_json
from quizapp.errors import AppError, Missing
from quizapp.plays.models import LeaderboardEntry
from quizapp.quizzes.album_view_models import main_quiz
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import NOTE_LIMIT
from quizapp.quizzes.queries import quiz_by_slug
from quizapp.sharing.card_views import FOLDER
from quizapp.trivia.board_queries import ALL_TIME
from quizapp.trivia.disguises import shown
from quizapp.trivia.name_words import WordKind, folded
from quizapp.trivia.nickname import nickname
from quizapp.trivia.service.words import words_added
from quizapp.web import logs

from .. import queries
from ..acts import BY_COMMAND as BY
from ..acts import Act
from ..links import read_link
from ..models import ModerationRecord
from ..queries import NameFilter, State
from ..service import deletions, names, record, words
from ..words import ACTS, refusal_words

moderation = GameGroup("moderation", help="Nicknames on leaderboards, refused words, deletions.")
QUIZ = click.option("--quiz", default="", help="Slug of a quiz; by default that of the main album.")
KINDS = click.Choice([kind.value for kind in WordKind])
DASHES = {"ignore_unknown_options": True}
"""For a LINK that begins with a dash: some slugs do."""
STATES = click.Choice([state.value for state in State])
YES = click.confirmation_option(prompt="Really?")


def _read_reason(typed: str) -> str:
    """As the desk's forms take it."""
    if len(typed) > NOTE_LIMIT:
        raise click.BadParameter(f"{NOTE_LIMIT} characters at most.")
    return typed.strip()


def _read_needed_reason(typed: str) -> str:
    if not typed.strip():
        raise click.BadParameter("say why: the next editor will want to know.")
    return _read_reason(typed)


_reason = partial(click.option, "--reason", metavar="TEXT", help="Why; only editors read it.")
REASON = _reason(prompt=True, type=_read_needed_reason)
REASON_IF_ANY = _reason(default="", type=_read_reason)


@moderation.command("names")
@QUIZ
@click.option("--day", default="", help="YYYY-MM-DD, or all; today by default.")
@click.option("--search", default="", help="What the nickname contains.")
@click.option(
    "--state", type=STATES, default=State.ALL.value, show_default=True, help="Which ones."
)
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@AS_JSON
def list_names(quiz: str, day: str, search: str, state: str, offset: int, *, as_json: bool) -> None:
    """List the nicknames of a leaderboard, best first, hidden ones too."""
    which = nickname(search).key, State(state), offset
    chosen = NameFilter(_quiz_id(quiz), _read_day(day), *which)
    found, has_more = queries.names(chosen, names.words_now())
    if as_json:
        echo_json({"names": [_as_values(entry) for entry in found], "has_more": has_more})
        return
    for entry in found:
        click.echo(f"{entry.score:6}  {entry.nickname}{'  (hidden)' if entry.is_hidden else ''}")
    if has_more:
        click.echo(f"More of them: --offset {offset + queries.SHOWN}")


def _as_values(entry: LeaderboardEntry) -> dict[str, object]:
    return {
        "nickname": entry.nickname,
        "score": entry.score,
        "achieved_at": entry.achieved_at.isoformat(),
        "is_hidden": entry.is_hidden,
    }


@moderation.command()
@click.argument("name")
@QUIZ
@REASON
def hide(name: str, quiz: str, reason: str) -> None:
    """Hide NAME from leaderboards, pages and cards."""
    _act(names.hide_name, name, quiz, reason)


@moderation.command()
@click.argument("name")
@QUIZ
@REASON
def show(name: str, quiz: str, reason: str) -> None:
    """Show NAME again."""
    _act(names.show_name, name, quiz, reason)


@moderation.command()
@click.argument("name")
@QUIZ
@REASON
@YES
def remove(name: str, quiz: str, reason: str) -> None:
    """Take NAME off the leaderboards; its rounds stay, without it."""
    _act(names.remove_name, name, quiz, reason)


@moderation.command()
@click.argument("name")
@click.argument("new_name")
@QUIZ
@REASON
def rename(name: str, new_name: str, quiz: str, reason: str) -> None:
    """Give the player NAME the nickname NEW_NAME."""
    _act(partial(names.rename, typed=new_name), name, quiz, reason)


@moderation.command(context_settings=DASHES)
@click.argument("link")
@REASON
@YES
def delete(link: str, reason: str) -> None:
    """Delete the result or the round of LINK: its address, or the last part of that."""
    with told_in_words():
        slug = deletions.slug_of(read_link(link))
        cards = current_settings().data_dir / FOLDER
        _say(deletions.delete(slug=slug, cards=cards, reason=reason, by=BY, now=clock.now()))


@moderation.command("words")
def list_words() -> None:
    """List the words that editors have added."""
    for row in words_added():
        click.echo(f"{row.kind:8}  {shown(row.word)}")


@moderation.command("add-word")
@click.argument("word")
@click.option("--kind", type=KINDS, default=WordKind.INSIDE.value, show_default=True)
@REASON_IF_ANY
@click.option("--yes", "is_sure", is_flag=True, help="Hide names without asking.")
def add_word(word: str, kind: str, reason: str, *, is_sure: bool) -> None:
    """Refuse nicknames that hold WORD, or allow it; hide those that are on a leaderboard."""
    with told_in_words():
        found = words.found_with(folded(word), kind)
        for each in found:
            click.echo(f"to be hidden: {each.name}")
        if found and not is_sure:
            click.confirm("Add the word and hide them?", abort=True)
        done = words.add_word(
            word=folded(word), kind=kind, found=found, reason=reason, by=BY, now=clock.now()
        )
        _say(done)


@moderation.command("remove-word")
@click.argument("word")
@REASON_IF_ANY
def remove_word(word: str, reason: str) -> None:
    """Take WORD off the editors' list."""
    with told_in_words():
        _say(words.remove_word(word=folded(word), reason=reason, by=BY, now=clock.now()))


@moderation.command()
@click.option("--hide", "hides", is_flag=True, help="Hide them as well.")
def check(*, hides: bool) -> None:
    """List the nicknames on leaderboards that hold a refused word; exit with 1 if there are any."""
    found = names.found_by(names.words_now())
    for each in found:
        click.echo(each.name)
    done = names.hide_found(by=BY, now=clock.now()) if hides else None
    if done:
        _say(done)
    elif found:
        raise click.ClickException(f"{len(found)} nicknames with a refused word.")


@moderation.command()
@click.option("--before", type=int, help="Only what was done before this number.")
def log(before: int | None) -> None:
    """List what was done, the newest first; times are in UTC."""
    for row in queries.records(before=before)[: queries.SHOWN]:
        click.echo(f"{row.id:6}  {row.done_at:%Y-%m-%d %H:%M}  {_printable(_line(row))}")


def _line(row: ModerationRecord) -> str:
    hidden = f"  (hidden: {', '.join(row.hidden_names)})" if row.hidden_names else ""
    undone = f"  (undone by {row.restored_by})" if row.restored_at else ""
    return f"{_done(row)}  {row.done_by}: {row.reason}{hidden}{undone}"


def _done(row: ModerationRecord) -> str:
    act = str(ACTS[Act(row.act)])
    return f"{act}: {row.about}" if row.about else act


@moderation.command()
@click.argument("record_id", type=int)
def restore(record_id: int) -> None:
    """Undo what `moderation log` lists under RECORD_ID."""
    with told_in_words():
        done = record.restore(record_id=record_id, by=BY, now=clock.now())
        logs.event("moderation.restore", by=BY, record=done.id)
        click.echo(f"Undone: {_done(done)}")


def _printable(text: str) -> str:
    """A text that a terminal shows on one line and takes no orders from, whoever typed it."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _act(use_case: Callable[..., ModerationRecord], name: str, quiz: str, reason: str) -> None:
    with told_in_words():
        key = nickname(name).key
        _say(use_case(quiz_id=_quiz_id(quiz), key=key, reason=reason, by=BY, now=clock.now()))


def _say(done: ModerationRecord) -> None:
    logs.event(f"moderation.{done.act}", by=BY, record=done.id)
    click.echo(f"{_done(done)} (undo: moderation restore {done.id})")


@contextmanager
def told_in_words() -> Iterator[None]:
    """Refusals of use cases as one line and exit code 1."""
    try:
        yield
    except deletions.OfComparison as comparison:
        message = f"A comparison goes with either of its results: {', '.join(comparison.slugs)}."
        raise click.ClickException(message) from comparison
    except Missing as missing:
        raise click.ClickException("There is no such thing.") from missing
    except AppError as refusal:
        raise click.ClickException(refusal_words(refusal)) from refusal


def _quiz_id(slug: str) -> int:
    with told_in_words():
        quiz = quiz_by_slug(slug or main_quiz(QuizKind.TRIVIA))
    if quiz.kind != QuizKind.TRIVIA:
        raise click.BadParameter(f"{slug} has no leaderboards.")
    return quiz.id


def _read_day(typed: str) -> date | None:
    if typed == ALL_TIME:
        return None
    try:
        return date.fromisoformat(typed) if typed else house_day(clock.now())
    except ValueError as problem:
        raise click.BadParameter("a day is YYYY-MM-DD, or all.") from problem
