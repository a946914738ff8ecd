"""Wrong items of trivia: changed in the bank as an editor's form would, and found again."""

from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Item
from quizapp.texts import Localized
from quizapp.trivia.daily import todays_items
from tests.trivia.players import TriviaPlayer


def change_key(item_id: int, option_id: int = 0) -> int:
    """Make the option, or the first wrong one, the right one in the bank, and return its id."""
    item = db.session.get_one(Item, item_id, populate_existing=True)
    new_id = option_id or next(option.id for option in item.options if not option.is_key)
    with transaction():
        for option in item.options:
            option.is_key = option.id == new_id
        item.revision += 1
    return new_id


def change_wording(item_id: int, stem: str = "Who wears it, then?") -> None:
    item = db.session.get_one(Item, item_id, populate_existing=True)
    with transaction():
        item.stem = Localized(stem, stem)
        item.revision += 1


def todays_first_item(player: TriviaPlayer) -> int:
    """The first item of today's round, which is fixed by this."""
    scheduled = todays_items(edition=player.edition, today=house_day(player.now))
    return scheduled.item_ids[0]
