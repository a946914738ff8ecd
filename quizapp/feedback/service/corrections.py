"""Flags and corrections: players flag an item, editors correct its key."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from quizapp.database.db import db, retry_once, transaction
from quizapp.errors import Missing, Rejected
from quizapp.plays.models import ItemTally, OptionTally
from quizapp.quizzes.models import Flag, FlagReason, Item, KeyCorrection
from quizapp.trivia.queries import flag_source, is_flagged, question, round_by_key
from quizapp.trivia.service.answers import OutOfTurn


class ItemMissing(Missing):
    pass


class NotAnOption(Rejected):
    """A key has to be one of the item's own options."""


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
    *, item_id: int, option_id: int, now: datetime, note: str = "", editor_name: str = ""
) -> None:
    """Make another option the key of an item that has been played.

    Statistics are graded anew, responses from now on are graded by the new key in every edition
    published so far, and review pages of rounds already played say so; their scores stay.
    Nothing happens when the option is the key already.

    :raises ItemMissing: when there is no such item.
    :raises NotAnOption: when the option belongs to another item.
    """
    with transaction():
        item = db.session.get(Item, item_id, options=[selectinload(Item.options)])
        if item is None:
            raise ItemMissing
        if option_id not in {option.id for option in item.options}:
            raise NotAnOption("not-an-option")
        old = next(option for option in item.options if option.is_key)
        if old.id == option_id:
            return
        for option in item.options:
            option.is_key = option.id == option_id
        item.revision += 1
        db.session.add(
            KeyCorrection(
                item_id=item_id,
                old_option_id=old.id,
                new_option_id=option_id,
                note=note,
                corrected_by=editor_name,
                corrected_at=now,
            )
        )
        _regrade(item_id, option_id)


def _regrade(item_id: int, option_id: int) -> None:
    """Items and options are counted together, so whoever chose the new key is counted already."""
    chosen = select(OptionTally.response_count).where(OptionTally.option_id == option_id)
    db.session.execute(
        update(ItemTally)
        .where(ItemTally.item_id == item_id)
        .values(right_count=func.coalesce(chosen.scalar_subquery(), 0))
    )
