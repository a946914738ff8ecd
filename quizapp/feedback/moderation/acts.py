"""What moderators do, and how long each of it can be undone."""

from datetime import timedelta
from enum import StrEnum

KEPT_FOR = timedelta(days=30)
"""How long what was taken away is kept; then it is deleted for good, and nothing is undone."""


BY_COMMAND = "command line"
"""Who did it, where the operator did it without the desk."""


class Act(StrEnum):
    HIDE = "hide"
    SHOW = "show"
    RENAME = "rename"
    REMOVE = "remove"
    DELETE_ROUND = "delete-round"
    DELETE_RESULT = "delete-result"
    ADD_WORD = "add-word"
    REMOVE_WORD = "remove-word"
    HIDE_FOUND = "hide-found"


OF_WORDS = {Act.ADD_WORD, Act.REMOVE_WORD}
"""What is about no player: its record says for good which word it was."""
