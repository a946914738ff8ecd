"""The facts of a sheet, which a row keeps for good."""

import json

from quizapp.mood import outcome
from quizapp.mood.outcome import Facts
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.scoring import score
from quizapp.mood.sheet import Sheet
from tests.mood.builders import random_sheets
from tests.mood.sheets import core_sheet


def _all_facts(quiz: PlayableEdition) -> list[Facts]:
    sheets = random_sheets(quiz.table, 300, seed=3, skips=0.4)
    return [outcome.facts_of(quiz, Sheet(answers)) for answers in sheets]


class TestFactsOf:
    def test_names_the_winner_that_scoring_finds(self, quiz: PlayableEdition) -> None:
        sheet = core_sheet(quiz)
        winner = score(quiz.table, sheet.answers).winner
        assert winner is not None

        assert outcome.facts_of(quiz, sheet).winner.track == quiz.table.tracks[winner]

    def test_ranks_every_track_by_its_score(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            totals = [standing.total for standing in facts.ranking]
            assert totals == sorted(totals, reverse=True)
            assert {s.track for s in facts.ranking} == {t.slug for t in quiz.content.tracks}

    def test_keeps_percents_and_fits_in_their_range(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            assert 97 <= sum(standing.percent for standing in facts.ranking) <= 103
            assert all(0 <= standing.fit <= 100 for standing in facts.ranking)

    def test_names_a_reason_and_an_answer_that_was_given(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            assert facts.reached or facts.avoided
            assert quiz.content.item(facts.tipped_by.item).option(facts.tipped_by.option)

    def test_shows_a_flip_to_another_track_only(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            assert (facts.flip is None) == (facts.flip_track is None)
            assert facts.flip_track != facts.winner.track


class TestJson:
    def test_gives_back_the_same_facts(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            text = json.dumps(outcome.to_json(facts))
            assert outcome.from_json(json.loads(text)) == facts

    def test_stores_the_band_under_the_name_that_older_rows_have(
        self, quiz: PlayableEdition
    ) -> None:
        facts = outcome.facts_of(quiz, core_sheet(quiz))

        plain = json.loads(json.dumps(outcome.to_json(facts)))

        assert plain["word"] == facts.band
        assert "band" not in plain
