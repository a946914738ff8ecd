"""Insert many new items at once: few statements, for writers wait until they are done."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert, inspect
from sqlalchemy.orm import Mapper

from quizapp.database.db import db

from .models import Item, ItemTheme, Option, OptionWeight


def insert_items(items: Sequence[Item]) -> None:
    """Within a transaction, insert items with their options, weights and themes.

    Items and options get their ids; none of them comes into the session.
    """
    options = [option for item in items for option in item.options]
    _insert_numbered(items)
    for item in items:
        for option in item.options:
            option.item_id = item.id
    _insert_numbered(options)
    _insert(
        OptionWeight,
        [
            {"option_id": option.id, "theme_tag_id": each.theme_tag.id, "weight": each.weight}
            for option in options
            for each in option.weights
        ],
    )
    _insert(
        ItemTheme,
        [
            {"item_id": item.id, "theme_tag_id": theme.id}
            for item in items
            for theme in item.theme_tags
        ],
    )


def _insert_numbered(rows: Sequence[Item | Option]) -> None:
    """Insert rows of one kind, all with the same columns set, and give each its id.

    What is not set of a row gets the default of its column.
    """
    if not rows:
        return
    mapper: Mapper[Any] = inspect(type(rows[0]))
    names = {mapper.get_property_by_column(column).key: column.key for column in mapper.columns}
    values = [
        {name: row.__dict__[key] for key, name in names.items() if key in row.__dict__}
        for row in rows
    ]
    table = rows[0].__table__
    assert isinstance(table, Table)
    numbered = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = db.session.connection().execute(numbered, values).scalars()
    for row, number in zip(rows, ids, strict=True):
        row.id = number


def _insert(model: type[OptionWeight | ItemTheme], rows: list[dict[str, int]]) -> None:
    if rows:
        db.session.execute(insert(model), rows)
