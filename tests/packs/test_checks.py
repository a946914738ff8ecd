"""Rules over the content of a pack: clean on what is shipped, and each finds its own fault."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.packs.checks import RETIRED_TERMS, Finding, findings, notices
from quizapp.packs.files import read_pack
from quizapp.packs.schemas import Pack
from quizapp.packs.service import shipped_packs
from quizapp.quizzes.candidate import CandidateItem, CandidateOption, Source
from quizapp.texts import Localized

[SHIPPED] = shipped_packs()
TERMS = (Path(__file__).parents[2] / "docs" / "terms.md").read_text("utf-8")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(SHIPPED)


def _item(slug: str, stem: str, key: str, *wrong: str) -> CandidateItem:
    """A question whose options are the key and these three."""
    source = Source("A page", url=f"https://example.org/{slug}", confidence="medium")
    return CandidateItem(
        kind="trivia",
        slug=slug,
        category="tracks",
        stem=_both(stem),
        options=tuple(CandidateOption(_both(text), text == key) for text in (key, *wrong)),
        explanation=_both("It is so."),
        themes=("love",),
        sources=(source,),
    )


def _both(text: str) -> Localized:
    return Localized(text, f"{text} 그래요")


def _with(pack: Pack, *items: CandidateItem) -> Pack:
    """The shipped pack with these questions alone."""
    assert pack.trivia
    return replace(pack, trivia=replace(pack.trivia, items=items))


SINGER = _item("singer", "Who sings “Not Over”?", "Gaho", "Kei", "Psy", "Lyn")


class TestFindings:
    def test_are_none_in_the_shipped_pack(self, pack: Pack) -> None:
        assert findings(pack) == []

    def test_of_a_question_that_is_right_are_none(self, pack: Pack) -> None:
        assert findings(_with(pack, SINGER)) == []

    def test_say_where_and_by_which_rule(self) -> None:
        finding = Finding("trivia.yaml: items[3].stem", "told-by-stem", "Gaho in singer")

        assert str(finding) == "trivia.yaml: items[3].stem: told-by-stem: Gaho in singer"

    def test_name_two_labels_for_one_address_across_files(self, pack: Pack) -> None:
        known = pack.album.tracks[0].sources[0]
        source = Source("Another name", url=known.url)

        found = findings(_with(pack, replace(SINGER, sources=(source,))))

        detail = f"Another name was called {known.label} before"
        path = "trivia.yaml: items[0].sources[0]"
        assert found == [Finding(path, "two-labels-for-one-address", detail)]

    @pytest.mark.parametrize("term", RETIRED_TERMS)
    def test_name_a_retired_term_in_any_file(self, pack: Pack, term: str) -> None:
        text = Localized("So it is", f"그 {term} 말이에요")
        chapter = pack.album.chapters[0].model_copy(update={"title": text})
        album = pack.album.model_copy(update={"chapters": [chapter]})
        assert pack.mood
        mood = replace(pack.mood, items=(replace(pack.mood.items[0], stem=text),))

        assert findings(Pack(album, mood)) == [
            Finding("album.yaml: chapters[0].title.ko", "retired-term", term),
            Finding("mood.yaml: items[0].stem.ko", "retired-term", term),
        ]

    def test_name_a_source_below_medium(self, pack: Pack) -> None:
        source = replace(SINGER.sources[0], confidence="low")

        assert findings(_with(pack, replace(SINGER, sources=(source,)))) == [
            Finding("trivia.yaml: items[0].sources[0]", "weak-source", "A page")
        ]

    def test_name_texts_without_korean(self, pack: Pack) -> None:
        text = Localized("Only so", "Only so")

        assert findings(_with(pack, replace(SINGER, stem=text, explanation=text))) == [
            Finding("trivia.yaml: items[0].stem.ko", "missing-korean", "Only so"),
            Finding("trivia.yaml: items[0].explanation.ko", "missing-korean", "Only so"),
        ]

    def test_name_options_that_are_all_numbers(self, pack: Pack) -> None:
        item = _item("part", "Which part is it?", "Part 1", "Part 2", "Part 3", "Part 4")

        assert findings(_with(pack, item)) == [
            Finding("trivia.yaml: items[0].options", "bare-numbers", "part")
        ]

    def test_name_an_option_that_is_right_where_the_same_is_asked(self, pack: Pack) -> None:
        one = _item("a", "Which chart did “Over” top first?", "Melon", "Genie", "Bugs", "Flo")
        other = _item("b", "Which chart did “Over” top in March?", "Genie", "Vibe", "Flo", "Mnet")

        assert findings(_with(pack, one, other)) == [
            Finding("trivia.yaml: items[0].options", "right-elsewhere", "Genie in b")
        ]

    def test_leave_a_key_that_is_wrong_about_another_subject(self, pack: Pack) -> None:
        other = _item("b", "Who sings “Maeumeul Jeonhamyeon”?", "Kei", "Gaho", "Rain", "Lyn")

        assert findings(_with(pack, SINGER, other)) == []

    def test_name_a_stem_that_tells_another_key(self, pack: Pack) -> None:
        other = _item("b", "What did Gaho say of “Not Over”?", "Nothing", "Much", "Enough", "A bit")

        assert findings(_with(pack, SINGER, other)) == [
            Finding("trivia.yaml: items[1].stem", "told-by-stem", "Gaho in singer")
        ]

    def test_name_a_key_that_alone_is_familiar(self, pack: Pack) -> None:
        other = _item("b", "Which voice is the highest?", "Rain", "Gaho", "Kei", "Sumi")
        third = _item("c", "Who came late to the studio?", "Gaho", "Park", "Hwang", "Seo")

        found = findings(_with(pack, SINGER, other, third))

        assert [str(each) for each in found] == [
            "trivia.yaml: items[2].options: familiar-key: Gaho"
        ]

    def test_name_an_option_that_never_is_right(self, pack: Pack) -> None:
        stems = ("Who hums?", "Whose whistle is it?", "Whom did they call?", "Which hand waved?")
        items = [
            _item(f"q{n}", stem, f"Key {n}.", "Psy", f"One {stem}", f"Two {stem}")
            for n, stem in enumerate(stems)
        ]

        assert findings(_with(pack, *items)) == [
            Finding("trivia.yaml: items", "never-right", "Psy, offered 4 times")
        ]
        assert findings(_with(pack, *items[:3])) == []


class TestNotices:
    def test_name_questions_whose_wrong_options_are_met_nowhere_else(self, pack: Pack) -> None:
        other = _item("b", "Which voice is the highest?", "Rain", "Gaho", "Lee", "Sumi")

        found = notices(_with(pack, SINGER, other))

        assert [str(each) for each in found] == [
            "trivia.yaml: items[0].options: unfamiliar-options: singer"
        ]


class TestRetiredTerms:
    def test_are_those_of_the_table_of_terms(self) -> None:
        table = TERMS.partition("## Retired")[2]
        rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]*packs \|$", table, re.MULTILINE)

        assert sorted(rows) == sorted(RETIRED_TERMS)
