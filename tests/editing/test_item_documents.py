"""Items as the content of forms."""

from quizapp.editing.documents.items import from_candidate, to_candidate, to_frozen
from quizapp.quizzes.candidate import CandidateItem, CandidateOption, Source
from quizapp.quizzes.problems import ProblemCode
from quizapp.quizzes.rules import problems_of
from quizapp.texts import Localized

TRIVIA = CandidateItem(
    kind="trivia",
    stem=Localized("Who?"),
    options=(CandidateOption(Localized("A"), is_key=True), CandidateOption(Localized("B"))),
    category="tracks",
    sources=(Source("Here", "https://example.org"),),
)


class TestFromCandidate:
    def test_gives_the_content_of_a_new_item_that_says_the_same(self) -> None:
        content = from_candidate(TRIVIA, is_ready=False)

        assert to_candidate("trivia", content) == TRIVIA
        assert [option["id"] for option in content["options"]] == [0, 0]
        assert content["is_ready"] is False

    def test_tells_the_question_first(self) -> None:
        assert [*from_candidate(TRIVIA, is_ready=True)][:3] == ["stem", "options", "explanation"]


class TestToCandidate:
    def test_asks_for_a_number_that_was_not_typed(self) -> None:
        content = {**from_candidate(TRIVIA, is_ready=True), "spoiler_episode": None}

        problems = problems_of(to_candidate("trivia", content), ())

        assert [(p.code, p.field) for p in problems] == [
            (ProblemCode.OUT_OF_RANGE, "spoiler_episode")
        ]

    def test_takes_anything_else_that_was_not_typed_for_nothing(self) -> None:
        content = {**from_candidate(TRIVIA, is_ready=True), "category": None, "themes": None}

        candidate = to_candidate("trivia", content)

        assert (candidate.category, candidate.themes) == ("", ())


class TestToFrozen:
    def test_gives_options_without_an_id_one_below_zero(self) -> None:
        content = from_candidate(TRIVIA, is_ready=True)
        content["options"][0]["id"] = 7

        frozen = to_frozen(content, item_id=3)

        assert (frozen.id, [option.id for option in frozen.options]) == (3, [7, -2])
