"""Items as the tests of their forms look at them."""

from sqlalchemy import select

from quizapp.database.db import db
from quizapp.quizzes.models import Item, Quiz


def path_of(item: Item) -> str:
    return f"/items/{item.id}"


def fresh(item: Item) -> Item:
    """The item as it is in the database now."""
    db.session.expire_all()
    return db.session.get_one(Item, item.id)


def trivia(count: int = 3) -> list[Item]:
    """The first questions of trivia."""
    of_trivia = select(Item).join(Quiz).where(Quiz.kind == "trivia").order_by(Item.id)
    return list(db.session.scalars(of_trivia.limit(count)))
