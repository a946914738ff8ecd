"""The two options of a true-or-false question."""

from quizapp.quizzes.candidate import CandidateOption

from .language import localized

TRUTHS = {"en": ("True", "False"), "ko": ("참", "거짓")}


def truth_options(*, is_true: bool, language: str) -> tuple[CandidateOption, ...]:
    true, false = TRUTHS[language]
    return (
        CandidateOption(localized(true, language), is_true),
        CandidateOption(localized(false, language), not is_true),
    )
