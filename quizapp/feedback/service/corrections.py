"""Flags and corrections: players flag an item, editors correct its key."""

from datetime import datetime

from quizapp.auth.models import Author
from quizapp.config import house_day
from quizapp.database.db import db, retry_once, transaction
from quizapp.editing.documents import KINDS
from quizapp.editing.saving import EditedMeanwhile, save
from quizapp.errors import Conflict, Missing, Rejected
from quizapp.publishing.correction_view_models import pending
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Flag, FlagReason, Item
from quizapp.quizzes.queries import find_item
from quizapp.trivia.publishing import correct_item
from quizapp.trivia.queries import flag_source, is_flagged, question, round_by_key
from quizapp.trivia.service.answers import OutOfTurn
from quizapp.trivia.service.corrections import asked_now


class ItemMissing(Missing):
    pass


class NotAnOption(Rejected):
    """A key has to be one of the item's own options."""


class NotReady(Conflict):
    """The item is a draft, which no edition takes."""


class NotAsked(Conflict):
    """The item is in no round to come, nor in practice."""


@retry_once
def flag_item(
    *, play_key: str, position: int, reason: FlagReason, note: str, now: datetime
) -> None:
    """Tell the editors that an answered item is wrong; once for each item of a round.

    :raises RoundMissing: for a key that opens no round.
    :raises QuestionMissing: when the round has no such position.
    :raises OutOfTurn: before the item has its response.
    """
    with transaction():
        round_ = round_by_key(play_key)
        item = question(round_, position).item
        if position >= round_.next_position:
            raise OutOfTurn("out-of-turn")
        source = flag_source(round_, position)
        if not is_flagged(source):
            flag = Flag(item_id=item.id, reason=reason, note=note, source=source, flagged_at=now)
            db.session.add(flag)


def correct_key(
    *,
    item_id: int,
    option_id: int,
    author: Author,
    now: datetime,
    note: str = "",
    revision: int | None = None,
) -> bool:
    """Correct a published item: its key, and whatever else was saved of it and is not published.

    Today's round asks it so from now on. Responses from now on are graded by the new key in every
    edition published so far. Whoever chose it before gets its points, and nobody loses any.

    :param note: a word to the players who have answered it.
    :param revision: that the editor looked at; None for the present one.
    :returns: whether there was anything to correct.
    :raises ItemMissing: when there is no such trivia item.
    :raises NotAnOption: when the option belongs to another item, or is retired.
    :raises NotReady: while the item is a draft.
    :raises NotAsked: when players are not asked it now; nothing is saved.
    :raises EditedMeanwhile: when the item was saved since the editor looked at it.
    """
    item = trivia_item(item_id)
    if option_id not in {option.id for option in item.options_in_use}:
        raise NotAnOption("not-an-option")
    if item.is_draft:
        raise NotReady("draft")
    if revision is not None and revision != item.revision:
        raise EditedMeanwhile(str(item.revision))
    today = house_day(now)
    if item_id not in asked_now(item.quiz, today):
        raise NotAsked("not-asked")
    _save_key(item, option_id, author, now)
    if pending(item, today) is None:
        return False
    correct_item(item, now=now, note=note, editor_name=author.name)
    return True


def trivia_item(item_id: int) -> Item:
    """A trivia item by its id.

    :raises ItemMissing: when there is none.
    """
    item = find_item(item_id)
    if item is None or item.quiz.kind != QuizKind.TRIVIA:
        raise ItemMissing
    return item


def _save_key(item: Item, option_id: int, author: Author, now: datetime) -> None:
    """Save an item with another key, as its form would; the same key makes no revision."""
    options = [
        {**option, "is_key": option["id"] == option_id}
        for option in KINDS["item"].read(item)["options"]
    ]
    save(
        kind="item",
        object_id=item.id,
        content={"options": options},
        revision=item.revision,
        author=author,
        now=now,
    )
