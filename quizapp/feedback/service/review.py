"""Review of what players sent: decide suggestions, resolve flags or raise them again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from quizapp.auth.models import Author
from quizapp.catalog.limits import URL_LIMIT
from quizapp.database.db import db, transaction
from quizapp.editing.documents.items import from_candidate
from quizapp.editing.saving import insert
from quizapp.errors import Conflict, Missing
from quizapp.quizzes.candidate import (
    SOURCE_LABEL_LIMIT,
    UNWRITTEN,
    WEB_ADDRESS,
    CandidateItem,
    CandidateOption,
    Source,
)
from quizapp.quizzes.kinds import Confidence, QuizKind
from quizapp.quizzes.models import Flag, Item, Quiz, Suggestion, SuggestionStatus
from quizapp.quizzes.queries import FLAGS_SHOWN, open_flags
from quizapp.texts import Localized

SHOWN = FLAGS_SHOWN
REJECTED_SHOWN = 50
"""The last ones, which may still be taken back."""


class SuggestionMissing(Missing):
    pass


class DecidedAlready(Conflict):
    """Another editor was first."""


@dataclass(frozen=True)
class FlaggedItem:
    """An item with the flags on it that nobody has dealt with, the oldest first."""

    id: int
    quiz_id: int
    stem: Localized
    flags: list[Flag]


def open_suggestions() -> Sequence[tuple[Suggestion, Quiz]]:
    """The oldest first."""
    rows = db.session.execute(
        select(Suggestion, Quiz)
        .join(Quiz, Quiz.id == Suggestion.quiz_id)
        .where(Suggestion.status == SuggestionStatus.OPEN)
        .order_by(Suggestion.id)
        .limit(SHOWN)
    )
    return [(suggestion, quiz) for suggestion, quiz in rows]


def rejected_suggestions() -> Sequence[Suggestion]:
    """Those rejected last, the newest rejection first."""
    rejected = select(Suggestion).where(Suggestion.status == SuggestionStatus.REJECTED)
    newest = rejected.order_by(Suggestion.decided_at.desc(), Suggestion.id.desc())
    return db.session.scalars(newest.limit(REJECTED_SHOWN)).all()


def rejected_of(suggestion_ids: Iterable[int]) -> list[int]:
    """Those of the suggestions that are rejected."""
    rejected = Suggestion.status == SuggestionStatus.REJECTED
    ids = select(Suggestion.id).where(Suggestion.id.in_(suggestion_ids), rejected)
    return list(db.session.scalars(ids.order_by(Suggestion.id)))


def approve(*, suggestion_id: int, author: Author, now: datetime) -> int:
    """Make a draft item of a suggestion, and return the item's id.

    :raises SuggestionMissing: when there is no such suggestion.
    :raises DecidedAlready: when it has been approved or rejected.
    """
    with transaction():
        suggestion = _decided(suggestion_id, SuggestionStatus.APPROVED, author, now)
        quiz = db.session.get_one(Quiz, suggestion.quiz_id)
        content = from_candidate(_candidate(suggestion.proposal, quiz.kind), is_ready=False)
        suggestion.item_id = insert(
            kind="item", parent_id=quiz.id, content=content, author=author, now=now
        )
        return suggestion.item_id


def reject(*, suggestion_id: int, reason: str, author: Author, now: datetime) -> None:
    """Put a suggestion aside, and keep why.

    :raises SuggestionMissing: when there is no such suggestion.
    :raises DecidedAlready: when it has been approved or rejected.
    """
    with transaction():
        _decided(suggestion_id, SuggestionStatus.REJECTED, author, now).answer = reason


def reject_all(
    *, suggestion_ids: Iterable[int], reason: str, author: Author, now: datetime
) -> list[int]:
    """Put suggestions aside for one reason, and return those that were open still."""
    with transaction():
        open_ones = db.session.scalars(
            select(Suggestion)
            .where(Suggestion.id.in_(suggestion_ids), Suggestion.status == SuggestionStatus.OPEN)
            .order_by(Suggestion.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all()
        for suggestion in open_ones:
            suggestion.status, suggestion.answer = SuggestionStatus.REJECTED, reason
            suggestion.decided_at, suggestion.decided_by = now, author.name
        return [suggestion.id for suggestion in open_ones]


def reopen(*, suggestion_ids: Iterable[int]) -> None:
    """Put rejected suggestions back into the queue, those that there are."""
    again = {"status": SuggestionStatus.OPEN, "answer": "", "decided_at": None, "decided_by": ""}
    rejected = (Suggestion.id.in_(suggestion_ids)) & (
        Suggestion.status == SuggestionStatus.REJECTED
    )
    with transaction():
        db.session.execute(update(Suggestion).where(rejected).values(again))


def flagged_items() -> list[FlaggedItem]:
    rows = db.session.execute(
        select(Flag, Item)
        .join(Item, Item.id == Flag.item_id)
        .where(Flag.resolved_at.is_(None))
        .order_by(Flag.id)
        .limit(SHOWN)
    )
    flagged: dict[int, FlaggedItem] = {}
    for flag, item in rows:
        new = FlaggedItem(item.id, item.quiz_id, item.stem, [])
        flagged.setdefault(item.id, new).flags.append(flag)
    return list(flagged.values())


def resolve_flags(*, item_id: int, now: datetime) -> int:
    """Resolve every open flag on an item, and return how many there were."""
    with transaction():
        flags = open_flags(item_id)
        for flag in flags:
            flag.resolved_at = now
    return len(flags)


def raise_flags_again(*, item_id: int) -> None:
    """Open the flags on an item again that were resolved together the last time."""
    of_item = Flag.item_id == item_id
    with transaction():
        last = db.session.scalar(select(func.max(Flag.resolved_at)).where(of_item))
        if last is not None:
            again = update(Flag).where(of_item, Flag.resolved_at == last)
            db.session.execute(again.values(resolved_at=None))


def _locked(suggestion_id: int) -> Suggestion:
    suggestion = db.session.get(
        Suggestion, suggestion_id, with_for_update=True, populate_existing=True
    )
    if suggestion is None:
        raise SuggestionMissing
    return suggestion


def _decided(
    suggestion_id: int, status: SuggestionStatus, author: Author, now: datetime
) -> Suggestion:
    suggestion = _locked(suggestion_id)
    if suggestion.status != SuggestionStatus.OPEN:
        raise DecidedAlready(suggestion.status)
    suggestion.status, suggestion.decided_at, suggestion.decided_by = status, now, author.name
    return suggestion


def _candidate(typed: dict[str, Any], kind: str) -> CandidateItem:
    """Make an item for an editor to finish of what a player typed, in their language."""

    def text(words: str) -> Localized:
        return Localized(**{typed["language"]: words})

    is_mood = kind == QuizKind.MOOD
    return CandidateItem(
        kind=kind,
        category="" if is_mood else typed.get("category", ""),
        stem=text(typed["stem"]),
        options=tuple(CandidateOption(text(words)) for words in typed["options"]),
        explanation=UNWRITTEN if is_mood else text(typed["why"]),
        sources=() if is_mood else _sources(typed["source"]),
    )


def _sources(url: str) -> tuple[Source, ...]:
    is_address = len(url) <= URL_LIMIT and WEB_ADDRESS.fullmatch(url)
    return (Source(url[:SOURCE_LABEL_LIMIT], url, Confidence.LOW.value),) if is_address else ()
