"""Items of both kinds of quiz as content."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizapp.catalog.models import ThemeTag
from quizapp.database.db import db
from quizapp.quizzes.models import Item, Option, OptionWeight, Quiz, QuizKind

from . import parts


def read(item: Item) -> dict[str, Any]:
    is_mood = item.quiz.kind == QuizKind.MOOD
    return {
        "stem": parts.plain(item.stem),
        "options": [_read_option(option, is_mood) for option in item.options_in_use],
        **({} if is_mood else _read_trivia(item)),
        "is_ready": not item.is_draft,
        "retired": item.retired_at is not None,
    }


def write(item: Item, content: Mapping[str, Any], now: datetime) -> None:
    themes = parts.themes_by_slug()
    item.stem = parts.localized(content["stem"])
    item.is_draft = not content["is_ready"]
    item.retired_at = parts.retirement(item.retired_at, content, now)
    _write_options(item, content["options"], themes, now)
    if item.quiz.kind == QuizKind.TRIVIA:
        _write_trivia(item, content, themes)


def start(quiz_id: int, content: Mapping[str, Any]) -> Item:
    return Item(
        quiz=db.session.get_one(Quiz, quiz_id),
        slug=parts.free_slug(Item, content["stem"]["en"], "item"),
        position=parts.next_position(Item, quiz_id=quiz_id),
    )


def _read_option(option: Option, is_mood: bool) -> dict[str, Any]:
    rest = {"weights": option.profile} if is_mood else {"is_key": option.is_key}
    return {"id": option.id, "text": parts.plain(option.text), **rest}


def _read_trivia(item: Item) -> dict[str, Any]:
    return {
        "explanation": parts.plain(item.explanation),
        "category": item.category,
        "stars": item.stars,
        "spoiler_episode": item.spoiler_episode,
        "themes": [theme.slug for theme in item.theme_tags],
        "sources": item.sources,
    }


def _write_trivia(item: Item, content: Mapping[str, Any], themes: Mapping[str, ThemeTag]) -> None:
    item.explanation = parts.localized(content["explanation"])
    item.category = content["category"]
    item.stars = content["stars"]
    item.spoiler_episode = content["spoiler_episode"]
    item.theme_tags = [themes[slug] for slug in content["themes"]]
    item.sources = content["sources"]


def _write_options(
    item: Item, wanted: list[dict[str, Any]], themes: Mapping[str, ThemeTag], now: datetime
) -> None:
    """Update options in place by id; those left out are retired, and come back when restored."""
    known = {option.id: option for option in item.options}
    offered = [known.get(option["id"]) or Option() for option in wanted]
    for option in item.options:
        if option not in offered:
            option.retired_at = option.retired_at or now
    for position, (option, values) in enumerate(zip(offered, wanted, strict=True), start=1):
        option.position, option.retired_at = position, None
        option.text = parts.localized(values["text"])
        option.is_key = values.get("is_key", False)
        missing = parts.weigh(option.weights, values.get("weights", {}))
        option.weights += [
            OptionWeight(theme_tag=themes[slug], weight=weight) for slug, weight in missing.items()
        ]
    item.options = offered + [option for option in item.options if option not in offered]
