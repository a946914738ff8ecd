from dataclasses import replace

import pytest

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, Source
from quizapp.quizzes.problems import ProblemCode
from quizapp.quizzes.rules import gaps_of, problems_of
from quizapp.texts import Localized

THEMES = ("love", "power", "longing", "romance")

TRIVIA = CandidateItem(
    kind="trivia",
    stem=Localized("Who sings Not Over?", "‘끝이 아니길’을 부른 가수는?"),
    options=(
        CandidateOption(Localized("Kei", "케이")),
        CandidateOption(Localized("Gaho", "가호"), is_key=True),
    ),
    category="tracks",
    explanation=Localized("It came out in 2018.", "2018년에 나왔어요."),
    sources=(Source("Label", "https://example.org/a?b=c#d"),),
)
MOOD = CandidateItem(
    kind="mood",
    stem=Localized("Choose a door.", "문을 골라 보세요."),
    options=(
        CandidateOption(Localized("Gold", "금"), weights={"power": 4}),
        CandidateOption(Localized("Paper", "종이"), weights={"love": 3, "longing": 1}),
    ),
)


def found(draft: CandidateItem) -> list[tuple[ProblemCode, str]]:
    return [(problem.code, problem.field) for problem in problems_of(draft, THEMES)]


def with_weights(*weights: dict[str, int]) -> CandidateItem:
    options = tuple(CandidateOption(Localized(str(n)), weights=w) for n, w in enumerate(weights))
    return replace(MOOD, options=options)


def with_texts(*texts: str) -> CandidateItem:
    options = tuple(CandidateOption(Localized(text), n == 0) for n, text in enumerate(texts))
    return replace(TRIVIA, options=options)


class TestProblemsOf:
    @pytest.mark.parametrize("draft", [TRIVIA, MOOD])
    def test_finds_none_in_a_sound_draft(self, draft: CandidateItem) -> None:
        assert found(draft) == []

    @pytest.mark.parametrize("count", [1, 7, 500])
    def test_wants_two_to_six_options(self, count: int) -> None:
        draft = with_texts(*map(str, range(count)))
        assert found(draft) == [(ProblemCode.OPTION_COUNT, "options")]

    def test_takes_lengths_up_to_the_limit(self) -> None:
        assert found(replace(TRIVIA, stem=Localized("가" * 200))) == []
        assert found(replace(TRIVIA, stem=Localized("a", "가" * 201))) == [
            (ProblemCode.TOO_LONG, "stem.ko")
        ]

    def test_wants_exactly_one_key(self) -> None:
        both = tuple(replace(option, is_key=True) for option in TRIVIA.options)
        none = tuple(replace(option, is_key=False) for option in TRIVIA.options)
        assert found(replace(TRIVIA, options=both)) == [(ProblemCode.KEY_COUNT, "options")]
        assert found(replace(TRIVIA, options=none)) == [(ProblemCode.KEY_COUNT, "options")]

    def test_refuses_the_same_option_twice_in_either_language(self) -> None:
        options = (
            CandidateOption(Localized("One", "하나"), is_key=True),
            CandidateOption(Localized("Two", "하나")),
        )
        assert found(replace(TRIVIA, options=options)) == [
            (ProblemCode.OPTION_REPEATED, "options.2.text")
        ]

    @pytest.mark.parametrize(
        "weights",
        [{}, {"love": 3}, {"love": 5}, {"love": 5, "longing": -1}, {"love": 4, "romance": 0}],
    )
    def test_wants_four_points_in_whole_positive_weights(self, weights: dict[str, int]) -> None:
        assert (ProblemCode.POINTS, "options.2.weights") in found(
            with_weights({"power": 4}, weights)
        )

    def test_takes_at_most_three_themes_in_an_option(self) -> None:
        spread = dict.fromkeys(THEMES, 1)
        assert found(with_weights({"power": 4}, spread)) == [
            (ProblemCode.THEME_COUNT, "options.2.weights")
        ]

    def test_refuses_twins_from_a_cosine_of_nine_tenths(self) -> None:
        # cos({4}, {3, 1}) = 3/√10 ≈ .949; cos({4}, {2, 1, 1}) = 2/√6 ≈ .816
        twins = with_weights({"love": 4}, {"love": 3, "power": 1})
        cousins = with_weights({"love": 4}, {"love": 2, "power": 1, "longing": 1})
        assert found(twins) == [(ProblemCode.OPTION_TWIN, "options.2.weights")]
        assert found(cousins) == []

    def test_knows_no_theme_beyond_the_vocabulary(self) -> None:
        draft = replace(TRIVIA, themes=("cheese", "love", "love"))
        assert found(draft) == [
            (ProblemCode.THEME_UNKNOWN, "themes"),
            (ProblemCode.THEME_REPEATED, "themes"),
        ]

    def test_keeps_the_kinds_apart(self) -> None:
        mood = replace(MOOD, explanation=Localized("x"), themes=("love",))
        weighed = tuple(replace(option, weights={"love": 4}) for option in TRIVIA.options)
        assert found(mood) == [
            (ProblemCode.NOT_FOR_KIND, "explanation"),
            (ProblemCode.NOT_FOR_KIND, "themes"),
        ]
        assert found(replace(TRIVIA, options=weighed)) == [
            (ProblemCode.NOT_FOR_KIND, "options.1.weights"),
            (ProblemCode.NOT_FOR_KIND, "options.2.weights"),
        ]

    def test_wants_one_language_to_be_complete(self) -> None:
        draft = replace(TRIVIA, stem=Localized("Who?"))
        korean = tuple(replace(o, text=Localized(ko=o.text.ko)) for o in TRIVIA.options)
        assert found(draft) == []
        assert found(replace(draft, options=korean)) == [(ProblemCode.LANGUAGES_MIXED, "")]

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "https://", "//example.org", "https://a b", "", "http://<b>"]
    )
    def test_takes_web_addresses_only(self, url: str) -> None:
        draft = replace(TRIVIA, sources=(Source("Label", url),))
        assert found(draft) == [(ProblemCode.URL_MALFORMED, "sources.1.url")]

    @pytest.mark.parametrize("character", ["\0", "\x07", "\t", "\x85", "\ud83d"])
    def test_refuses_characters_that_no_page_can_show(self, character: str) -> None:
        draft = replace(TRIVIA, stem=Localized(f"Who{character}?"))
        assert found(draft) == [(ProblemCode.CONTROL_CHARACTER, "stem.en")]

    def test_keeps_numbers_in_range(self) -> None:
        draft = replace(TRIVIA, stars=0, spoiler_episode=53, slug="Not a slug")
        assert found(draft) == [
            (ProblemCode.SLUG_MALFORMED, "slug"),
            (ProblemCode.OUT_OF_RANGE, "stars"),
            (ProblemCode.OUT_OF_RANGE, "spoiler_episode"),
        ]


class TestGapsOf:
    @pytest.mark.parametrize("draft", [TRIVIA, MOOD])
    def test_finds_none_in_a_complete_draft(self, draft: CandidateItem) -> None:
        assert gaps_of(draft) == []

    def test_lists_what_publishing_still_needs(self) -> None:
        bare = CandidateItem(kind="trivia", stem=Localized("Who?"), options=TRIVIA.options)
        assert [(gap.code, gap.field) for gap in gaps_of(bare)] == [
            (ProblemCode.UNTRANSLATED, "stem.ko"),
            (ProblemCode.CATEGORY_OPEN, "category"),
            (ProblemCode.EXPLANATION_OPEN, "explanation"),
            (ProblemCode.SOURCES_OPEN, "sources"),
        ]
