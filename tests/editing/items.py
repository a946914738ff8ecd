"""Items as the tests of their forms look at them."""

from quizapp.database.db import db
from quizapp.quizzes.models import Item


def path_of(item: Item) -> str:
    return f"/items/{item.id}"


def fresh(item: Item) -> Item:
    """The item as it is in the database now."""
    db.session.expire_all()
    return db.session.get_one(Item, item.id)
