"""The verdict on a sheet, which a row keeps for good, and the facts that are told of it."""

import json
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

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
            assert all(0 <= standing.fit <= 99 for standing in facts.ranking)

    def test_names_a_reason_and_an_answer_that_was_given(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            assert facts.reached or facts.avoided
            if facts.tipped_by:
                assert quiz.content.item(facts.tipped_by.item).option(facts.tipped_by.option)

    def test_shows_a_flip_to_another_track_only(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            assert (facts.flip is None) == (facts.flip_track is None)
            assert facts.flip_track != facts.winner.track


@dataclass(frozen=True)
class Row:
    facts: dict[str, Any]
    sheet: str


def _row(facts: dict[str, Any], sheet: Sheet) -> Row:
    return Row(json.loads(json.dumps(facts)), sheet.encode())


class TestStoredFacts:
    def test_are_those_of_the_sheet(self, quiz: PlayableEdition) -> None:
        for answers in random_sheets(quiz.table, 100, seed=5, skips=0.4):
            sheet = Sheet(answers)
            row = _row(outcome.to_json(outcome.verdict_of(quiz, sheet)), sheet)

            assert outcome.stored_facts(quiz, row) == outcome.facts_of(quiz, sheet)

    def test_that_an_earlier_version_stored_are_told_as_they_were(
        self, quiz: PlayableEdition
    ) -> None:
        facts = outcome.facts_of(quiz, core_sheet(quiz))
        plain = TypeAdapter(Facts).dump_python(facts, by_alias=True, mode="json")
        row = Row(plain | {"without_them": "nobody"}, "unread")

        assert outcome.stored_facts(quiz, row) == replace(facts, without_them="nobody")

    def test_keep_the_stored_tracks_and_numbers(self, quiz: PlayableEdition) -> None:
        sheet = core_sheet(quiz)
        plain = outcome.to_json(outcome.verdict_of(quiz, sheet))
        older = plain | {"flip": None, "without_them": "nobody", "word": "torn"}
        older["ranking"] = [{**place, "percent": 11} for place in plain["ranking"]]

        facts = outcome.stored_facts(quiz, _row(older, sheet))

        assert [standing.percent for standing in facts.ranking] == [11] * len(facts.ranking)
        assert facts.band == "torn"
        assert facts.without_them != "nobody"
        assert facts.rival == facts.ranking[1].track


class TestJson:
    def test_gives_back_the_same_verdict(self, quiz: PlayableEdition) -> None:
        for facts in _all_facts(quiz):
            row = _row(outcome.to_json(facts), core_sheet(quiz))
            verdict = outcome.stored_verdict(row)

            assert vars(facts).items() >= vars(verdict).items()

    def test_stores_the_band_under_the_name_that_older_rows_have(
        self, quiz: PlayableEdition
    ) -> None:
        verdict = outcome.verdict_of(quiz, core_sheet(quiz))

        plain = json.loads(json.dumps(outcome.to_json(verdict)))

        assert plain.keys() == {"ranking", "word", "is_duet"}
        assert plain["word"] == verdict.band
