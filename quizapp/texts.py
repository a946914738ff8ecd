"""Texts in the languages of the game."""

from dataclasses import dataclass

from pydantic import ConfigDict

LANGUAGES = {"en": "English", "ko": "한국어"}
"""The languages of the game, each by its own name. The first is the default."""
DEFAULT_LANGUAGE = next(iter(LANGUAGES))


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for translation where no request, hence no language, is known."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as above, with a plural
    return one, many


@dataclass(frozen=True)
class LocalText:
    """A text as it is shown, with the language that it is really in."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Localized:
    """One text in both languages; an empty one is not written yet."""

    # A file that brings a third language is told so instead of losing it.
    __pydantic_config__ = ConfigDict(extra="forbid")

    en: str = ""
    ko: str = ""

    def in_language(self, language: str) -> LocalText:
        """The text in ``language``, or in the other one where it is missing, and marked so."""
        wanted, other = (self.ko, "en") if language == "ko" else (self.en, "ko")
        return LocalText(wanted, language) if wanted else LocalText(getattr(self, other), other)
