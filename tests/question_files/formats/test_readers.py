"""Each reader by example."""

import base64
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from quizapp.question_files.formats import aiken, csv_table, gift, opentdb, read_upload, yaml_pack
from quizapp.question_files.formats.language import language_of
from quizapp.question_files.formats.results import ReadResult
from quizapp.question_files.formats.sniff import sniffed
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ProblemCode


def plain(item: CandidateItem) -> tuple[str, list[str], list[str]]:
    """Stem, options and the right ones, in whichever language they are."""
    options = [(option.text.en or option.text.ko, option.is_key) for option in item.options]
    return (
        item.stem.en or item.stem.ko,
        [text for text, _ in options],
        [text for text, is_key in options if is_key],
    )


def only(result: ReadResult) -> CandidateItem:
    (row,) = result.rows
    assert (row.problems, result.problems) == ((), ())
    assert row.item
    return row.item


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_finds_the_delimiter(self, delimiter: str) -> None:
        text = "question,option 1,option 2,answer\nWho?,a,b,b\n".replace(",", delimiter)
        assert plain(only(csv_table.read(text))) == ("Who?", ["a", "b"], ["b"])

    def test_obeys_the_separator_line_of_spreadsheets(self) -> None:
        text = "sep=;\nquestion;A;B;answer\nWho?;a;b;b\n"
        assert csv_table.read(text).rows[0].line == 3

    def test_knows_korean_headings(self) -> None:
        text = (
            "질문,보기 1,보기 2,정답,해설,난이도\n'Not Over'를 부른 가수는?,가호,케이,가호,네,2\n"
        )
        item = only(csv_table.read(text))
        assert (item.stem.ko, item.explanation.ko, item.stars) == (
            "'Not Over'를 부른 가수는?",
            "네",
            2,
        )

    def test_reads_both_languages_side_by_side(self) -> None:
        text = "Question (EN),질문_한국어,A en,A ko,B_en,B_ko,key\nWho?,누구?,a,가,b,나,#2\n"
        item = only(csv_table.read(text))
        assert (item.stem.en, item.stem.ko) == ("Who?", "누구?")
        assert (item.options[1].text.ko, item.options[1].is_key) == ("나", True)

    @pytest.mark.parametrize("key", ["2", "#2", "b", "B", "Beta"])
    def test_takes_the_key_as_number_letter_or_text(self, key: str) -> None:
        text = f"question,option 1,option 2,answer\nWho?,Alpha,Beta,{key}\n"
        assert plain(only(csv_table.read(text)))[2] == ["Beta"]

    def test_counts_lines_across_blank_rows_and_line_breaks_in_cells(self) -> None:
        text = 'question,A,B,answer\n\n"Who\n\nnow?",a,b,A\n,,,\nWhat?,a,b,A\n'
        assert [row.line for row in csv_table.read(text).rows] == [3, 7]

    def test_reads_weights_and_infers_the_mood(self) -> None:
        text = "question,A,A weights,B,B weights\nWhich?,a,love 3; power: 1,b,power=4\n"
        item = only(csv_table.read(text))
        assert item.kind == "mood"
        assert [option.weights for option in item.options] == [
            {"love": 3, "power": 1},
            {"power": 4},
        ]


class TestGift:
    def test_reads_title_category_comment_and_feedback(self) -> None:
        text = (
            "// note\n$CATEGORY: $course$/top/Tracks\n\n"
            "::not-over::Who sings \\= this?\n{\n// inside\n=Gaho # Yes\n~Kei#No\n}\n"
        )
        item = only(gift.read(text))
        assert plain(item) == ("Who sings = this?", ["Gaho", "Kei"], ["Gaho"])
        assert (item.slug, item.category, item.explanation.en) == ("not-over", "tracks", "Yes")
        assert gift.read(text).rows[0].line == 4

    def test_prefers_the_general_feedback(self) -> None:
        assert only(gift.read("Q {=a#key ~b####All of it}")).explanation.en == "All of it"

    def test_takes_full_weights_for_the_key(self) -> None:
        assert plain(only(gift.read("Q {~%100%a ~%-50%b ~%0%c}")))[1:] == (["a", "b", "c"], ["a"])

    def test_leaves_a_gap_where_the_answers_stood(self) -> None:
        assert plain(only(gift.read("It is {~cold =warm} here.")))[0] == "It is _____ here."

    def test_makes_options_of_true_and_false(self) -> None:
        assert plain(only(gift.read("Snow falls. {F#no#right}")))[1:] == (
            ["True", "False"],
            ["False"],
        )

    def test_takes_tags_and_entities_out_of_html(self) -> None:
        assert plain(only(gift.read("[html]<p>A &lt; B</p>{=a ~[plain]<b>}")))[:2] == (
            "A < B",
            ["a", "<b>"],
        )

    def test_unescapes_line_breaks(self) -> None:
        assert plain(only(gift.read(r"a\nb\\n\{\} {=x ~y}")))[0] == "a\nb\\n{}"

    def test_names_what_it_leaves_out(self) -> None:
        korean = only(gift.read("누가 불렀나요? {=가 ~나}"))
        assert gift.write([korean]).startswith("// left out:")
        assert plain(only(gift.read(gift.write([korean], "ko")))) == plain(korean)


class TestAiken:
    def test_reads_questions_with_and_without_blank_lines(self) -> None:
        text = "# note\nWho?\nReally?\nA. a\nB) b\nANSWER: b\nWhat?\n\nA. x\n\nB. y\nANSWER: A\n"
        rows = aiken.read(text).rows
        assert [(row.line, plain(row.item)) for row in rows if row.item] == [
            (2, ("Who?\nReally?", ["a", "b"], ["b"])),
            (7, ("What?", ["x", "y"], ["x"])),
        ]


ENTRY = {
    "type": "multiple",
    "difficulty": "hard",
    "category": "Entertainment: Music",
    "question": 'Who wrote "Mühle & Söhne"?',
    "correct_answer": "L'Ami",
    "incorrect_answers": ["Zed <b>", "Abe"],
}


def in_encoding(name: str) -> str:
    encoders: dict[str, Callable[[str], str]] = {
        "default": lambda t: t.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#039;"),
        "url3986": lambda t: quote(t, safe=""),
        "base64": lambda t: base64.b64encode(t.encode()).decode(),
    }
    encode = encoders[name]
    entry = {
        field: [encode(text) for text in value] if isinstance(value, list) else encode(str(value))
        for field, value in ENTRY.items()
    }
    return json.dumps({"response_code": 0, "results": [entry]}, indent=1)


class TestOpenTriviaDb:
    @pytest.mark.parametrize("encoding", ["default", "url3986", "base64"])
    def test_reads_every_encoding_of_the_api(self, encoding: str) -> None:
        item = only(opentdb.read(in_encoding(encoding)))
        assert plain(item) == (ENTRY["question"], ["Abe", "L'Ami", "Zed <b>"], ["L'Ami"])
        assert (item.stars, item.category) == (4, "")

    def test_tells_the_line_of_each_entry(self) -> None:
        entry = json.dumps(ENTRY)
        result = opentdb.read(f'\n{{"results":\n[\n{entry},\n\n{entry}]}}')
        assert [row.line for row in result.rows] == [4, 6]


PACK = """\
format: 1
quiz: {slug: trivia, kind: trivia, title: {en: Trivia, ko: 퀴즈}, intro: {en: Hi, ko: 안녕}}
items:
  - slug: not-over-singer
    category: tracks
    stars: 1
    stem: {en: Yes or no?, ko: 맞아요?}
    options: [{text: {en: No, ko: 아니요}, is_key: true}, {text: {en: 1:30, ko: ~}}]
    sources: [&S1 {label: Label, url: "https://example.org", confidence: high}]
  - slug: another
    stem: {en: Who?}
    options: [{text: {en: a}, is_key: true}, {text: {en: b}}]
    sources: [*S1]
"""


class TestYaml:
    def test_reads_a_pack_with_texts_as_typed(self) -> None:
        result = yaml_pack.read(PACK)
        first, second = (row.item for row in result.rows if row.item)
        assert plain(first)[1:] == (["No", "1:30"], ["No"])
        assert (first.stars, first.options[1].text.ko) == (1, "")
        assert second.sources == first.sources
        assert result.header
        assert (result.header.kind, result.header.title.ko) == ("trivia", "퀴즈")

    def test_tells_the_line_of_the_wrong_value(self) -> None:
        result = yaml_pack.read(PACK.replace("stars: 1", "stars: one"))
        (problem,) = result.bad[0].problems
        assert (problem.line, problem.row, problem.code) == (6, 1, ProblemCode.NOT_A_NUMBER)


class TestDecode:
    TEXT = "질문,보기1,보기2,정답\n'끝이 아니길'을 부른 가수는?,가호,케이,가호\n"

    @pytest.mark.parametrize(
        ("codec", "named"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8"),
            ("utf-16", "utf-16-le"),
            ("utf-32", "utf-32-le"),
            ("cp949", "cp949"),
            ("euc_kr", "cp949"),
        ],
    )
    def test_finds_the_encoding(self, codec: str, named: str) -> None:
        result = read_upload(self.TEXT.encode(codec), known_themes=())
        assert result.encoding == named
        assert result.items[0].stem.ko == "'끝이 아니길'을 부른 가수는?"

    def test_reads_big_endian_and_old_line_ends(self) -> None:
        data = b"\xfe\xff" + self.TEXT.replace("\n", "\r").encode("utf-16-be")
        assert len(read_upload(data, known_themes=()).items) == 1

    def test_takes_rare_syllables_among_everyday_ones(self) -> None:
        data = self.TEXT.replace("케이", "똠방각하").encode("cp949")
        assert read_upload(data, known_themes=()).items[0].options[1].text.ko == "똠방각하"


class TestSniffed:
    @pytest.mark.parametrize(
        ("text", "name", "expected"),
        [
            ("question,option 1,option 2\n", "", "csv"),
            ("Q {=a ~b}", "", "gift"),
            ("Q\nA. a\nB. b\nANSWER: A", "x.gift", "aiken"),
            ('{"results": []}', "x.csv", "opentdb"),
            ("# note\nformat: 1\n", "x.txt", "yaml"),
            ("whatever", "x.YML", "yaml"),
            ("whatever", "x.exe", None),
            ("whatever", "", None),
        ],
    )
    def test_believes_the_content_before_the_name(
        self, text: str, name: str, expected: str | None
    ) -> None:
        assert sniffed(text, name) == expected


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Who sings it?", "en"),
            ("Who sings 끝이 아니길?", "en"),
            ("Gaho가 부른 The Last Empress OST 곡은?", "ko"),
            ("이 곡은 무엇인가요?", "ko"),
            ("", "en"),
        ],
    )
    def test_sees_through_quoted_names(self, text: str, language: str) -> None:
        assert language_of(text) == language
