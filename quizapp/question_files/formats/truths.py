"""The two options of a true-or-false question."""

from quizapp.quizzes.candidate import CandidateOption

from .language import localized

TRUTHS = {"en": ("True", "False"), "ko": ("참", "거짓")}


TRUE = frozenset({"true", "t", "o", "○", "참", "맞다", "예"})
FALSE = frozenset({"false", "f", "x", "×", "✗", "거짓", "틀리다", "아니요"})


def truth_of(text: str) -> bool | None:
    """Whether a cell says true or false; None where it says neither."""
    word = text.strip().casefold()
    return True if word in TRUE else (False if word in FALSE else None)


def truth_options(*, is_true: bool, language: str) -> tuple[CandidateOption, ...]:
    true, false = TRUTHS[language]
    return (
        CandidateOption(localized(true, language), is_true),
        CandidateOption(localized(false, language), not is_true),
    )
