"""Items between rows, candidates and frozen content, on real rows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db, transaction
from quizapp.quizzes.candidate import CandidateItem, CandidateOption, Source
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import candidate_of, content_of, frozen, write
from quizapp.quizzes.models import Item, Quiz
from quizapp.texts import Localized

NOW = datetime(2018, 11, 21, tzinfo=UTC)
TRIVIA = CandidateItem(
    kind="trivia",
    slug="who",
    category="tracks",
    stars=4,
    spoiler_episode=12,
    stem=Localized("Who?", "누구?"),
    options=(
        CandidateOption(Localized("A", "가")),
        CandidateOption(Localized("B", "나"), is_key=True),
    ),
    explanation=Localized("B it is.", "나예요."),
    themes=("love", "power"),
    sources=(Source("Here", "https://example.org", "low", label_ko="여기"),),
)
MOOD = CandidateItem(
    kind="mood",
    slug="door",
    stem=Localized("A door?", "문?"),
    options=(
        CandidateOption(Localized("Gold", "금"), weights={"power": 4}),
        CandidateOption(Localized("Paper", "종이"), weights={"love": 3, "longing": 1}),
    ),
)


def added(candidate: CandidateItem) -> Item:
    """A new row in the bank that says what the candidate says."""
    quiz = db.session.scalars(select(Quiz).where(Quiz.kind == candidate.kind)).one()
    item = Item(quiz_id=quiz.id, slug=candidate.slug, position=99)
    write(item, candidate, themes=themes_by_slug(), now=NOW)
    with transaction():
        db.session.add(item)
    return reread(item)


def reread(item: Item) -> Item:
    db.session.expire_all()
    return db.session.get_one(Item, item.id)


def rewritten(item: Item, candidate: CandidateItem, option_ids: list[int]) -> Item:
    with transaction():
        write(item, candidate, themes=themes_by_slug(), now=NOW, option_ids=option_ids)
    return reread(item)


class TestWrite:
    @pytest.mark.parametrize("candidate", [TRIVIA, MOOD], ids=[*QuizKind][::-1])
    def test_keeps_all_that_a_candidate_says(self, game: Flask, candidate: CandidateItem) -> None:
        assert candidate_of(added(candidate)) == candidate

    def test_changes_options_in_place_and_retires_those_left_out(self, game: Flask) -> None:
        item = added(MOOD)
        gold, paper = (option.id for option in item.options)
        silver = CandidateOption(Localized("Silver", "은"), weights={"love": 2, "power": 2})
        options = (silver, replace(MOOD.options[0], weights={"power": 3, "love": 1}))

        item = rewritten(item, replace(MOOD, options=options), [0, gold])

        assert candidate_of(item).options == options
        assert [option.id for option in item.options_in_use][1] == gold
        assert [o.retired_at for o in item.options if o.id == paper] == [NOW]

    def test_brings_back_an_option_that_was_retired(self, game: Flask) -> None:
        item = added(TRIVIA)
        ids = [option.id for option in item.options]
        item = rewritten(item, replace(TRIVIA, options=TRIVIA.options[1:]), ids[1:])
        assert [option.id for option in item.options_in_use] == ids[1:]

        item = rewritten(item, TRIVIA, ids)

        assert [option.id for option in item.options_in_use] == ids
        assert candidate_of(item) == TRIVIA


class TestContentOf:
    def test_freezes_a_row_with_the_ids_of_its_options(self, game: Flask) -> None:
        item = added(TRIVIA)

        content = content_of(item)

        assert (content.id, content.slug, content.stars) == (item.id, "who", 4)
        assert [option.id for option in content.options] == [o.id for o in item.options]
        assert content.key.text == Localized("B", "나")
        assert content.sources[0].label_ko == "여기"


class TestFrozen:
    def test_leaves_out_themes_without_points(self) -> None:
        gold = CandidateOption(Localized("Gold"), weights={"power": 4, "love": 0})

        content = frozen(replace(MOOD, options=(gold,)), item_id=1, option_ids=[7])

        assert content.options[0].weights == {"power": 4}
