"""What a bulk action does to the content of one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quizapp.quizzes.candidate import TEXT_LIMITS, cleaned

Content = dict[str, Any]


class Act(StrEnum):
    """What was done to many questions at once."""

    CHANGE = "change"
    REPLACE = "replace"
    MOVE = "move"
    COPY = "copy"


class NewState(StrEnum):
    SAME = ""
    READY = "ready"
    DRAFT = "draft"
    RETIRED = "retired"
    RESTORED = "restored"


class Obstacle(StrEnum):
    """Why a ticked question was left as it was."""

    GONE = "gone"
    MEANWHILE = "meanwhile"
    NOT_OF_MOOD = "not-of-mood"
    BREAKS_RULES = "breaks-rules"
    OTHER_KIND = "other-kind"
    PUBLISHED = "published"


class NotOfMood(ValueError):
    """A mood question has no category, stars or themes of its own."""


@dataclass(frozen=True)
class Change:
    """What to change; a field at its default leaves what it names as it is."""

    state: str = NewState.SAME
    category: str = ""
    stars: int = 0
    add_theme: str = ""
    drop_theme: str = ""
    find: str = ""
    put: str = ""

    @property
    def is_of_trivia(self) -> bool:
        return bool(self.category or self.stars or self.add_theme or self.drop_theme)


def changed(content: Content, change: Change) -> Content:
    """The content after the change.

    :raises NotOfMood: when it gives a mood question what only trivia has.
    """
    if change.is_of_trivia and "category" not in content:
        raise NotOfMood
    told = replaced(content, change.find, change.put) if change.find else content
    return {**told, **STATES[change.state], **_trivia_values(content, change)}


def replaced(content: Content, find: str, put: str) -> Content:
    """The content with a text in place of another, in the question, answers and explanation."""
    texts = {name: _replaced(content[name], find, put) for name in TEXT_LIMITS if name in content}
    options = [
        {**option, "text": _replaced(option["text"], find, put)} for option in content["options"]
    ]
    return {**content, **texts, "options": options}


STATES: dict[str, Content] = {
    NewState.SAME: {},
    NewState.READY: {"is_ready": True},
    NewState.DRAFT: {"is_ready": False},
    NewState.RETIRED: {"retired": True},
    NewState.RESTORED: {"retired": False},
}


def _trivia_values(content: Content, change: Change) -> Content:
    values: Content = {}
    if change.category:
        values["category"] = change.category
    if change.stars:
        values["stars"] = change.stars
    if change.add_theme or change.drop_theme:
        kept = [theme for theme in content["themes"] if theme != change.drop_theme]
        is_new = change.add_theme and change.add_theme not in kept
        values["themes"] = [*kept, change.add_theme] if is_new else kept
    return values


def _replaced(text: Mapping[str, str], find: str, put: str) -> dict[str, str]:
    return {
        code: cleaned(words.replace(find, put)) if find in words else words
        for code, words in text.items()
    }
