"""Findings of a balance report as sentences."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from quizapp.mood.balance.problems import BalanceCode, BalanceProblem
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.texts import N_
from quizapp.web.i18n import current_language


def finding_words(
    problems: Iterable[BalanceProblem], content: QuizContent, *, is_error: bool
) -> list[str]:
    """The errors of a balance report, or its warnings, as sentences that say what to do."""
    return [_sentence(found, content) for found in problems if found.is_error == is_error]


def _sentence(problem: BalanceProblem, content: QuizContent) -> str:
    language = current_language()

    def title(slug: str) -> str:
        return content.track(slug).title.in_language(language).text

    found: dict[str, Any] = {"value": problem.value}
    if problem.item is not None:
        found |= _item_words(content.items[problem.item], problem, language)
    if problem.track:
        found["track"] = title(problem.track)
    if problem.other_track:
        found["other"] = title(problem.other_track)
    if problem.theme:
        found["theme"] = content.theme(problem.theme).label.in_language(language).text
    return str(_(FINDINGS[problem.code], **found))


def _item_words(item: ItemContent, problem: BalanceProblem, language: str) -> dict[str, str]:
    options = [option.text.in_language(language).text for option in item.options]
    places = {"option": problem.option, "other": problem.other_option}
    return {
        "stem": item.stem.in_language(language).text,
        **{name: options[place] for name, place in places.items() if place is not None},
    }


FINDINGS = {
    BalanceCode.OPTION_WEIGHT: N_("“%(stem)s”: “%(option)s” gives %(value)s points instead of 4."),
    BalanceCode.OPTION_THEMES: N_(
        "“%(stem)s”: “%(option)s” names %(value)s themes; 3 are the most."
    ),
    BalanceCode.TWIN_OPTIONS: N_(
        "“%(stem)s”: “%(option)s” and “%(other)s” say the same. Give one another theme."
    ),
    BalanceCode.PROFILE_THEMES: N_("%(track)s has %(value)s themes; a track needs 2 to 5."),
    BalanceCode.PROFILE_STRONGEST: N_(
        "%(track)s: its strongest theme has %(value)s, it must have 5."
    ),
    BalanceCode.TWIN_TRACKS: N_(
        "%(track)s and %(other)s have the same mood (%(value)s%%). "
        "Give each a strongest theme of its own."
    ),
    BalanceCode.SILENT_TRACK: N_(
        "No answer speaks for %(track)s. Write one with its strongest theme."
    ),
    BalanceCode.FEW_STRONG_ITEMS: N_(
        "%(track)s needs 3 questions with an answer that clearly speaks for it; it has %(value)s."
    ),
    BalanceCode.UNREACHABLE_TRACK: N_("Nobody can get %(track)s, whatever they answer."),
    BalanceCode.ALIKE_TRACKS: N_(
        "%(track)s and %(other)s are alike (%(value)s%%); players will be torn between them."
    ),
    BalanceCode.RARE_THEME: N_(
        "Answers that name the theme “%(theme)s”: %(value)s. 5 make it count."
    ),
    BalanceCode.UNEVEN_RANDOM: N_(
        "Random clicking gives %(track)s at %(value)s%% of its fair share."
    ),
    BalanceCode.UNEVEN_FANS: N_(
        "Among fans, %(track)s comes out at %(value)s%% of its fair share."
    ),
    BalanceCode.UNLOVED_OPTION: N_(
        "“%(stem)s”: hardly anybody (%(value)s%%) would choose “%(option)s”. Make it more tempting."
    ),
    BalanceCode.WEAK_CORE: N_(
        "“%(stem)s” stands in the core, but would be number %(value)s of the suggested order."
    ),
}
