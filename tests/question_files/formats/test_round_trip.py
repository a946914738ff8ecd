"""What was written reads back as what it was, whatever the texts are."""

import csv
import io
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from quizapp.question_files.formats import aiken, csv_table, gift, read_upload, yaml_pack
from quizapp.quizzes.candidate import CandidateItem, CandidateOption, QuizHeader
from quizapp.texts import Localized
from tests.question_files.formats.strategies import THEMES, headers, mood, trivia, unique_items

written_often = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])

packs = st.one_of(
    st.tuples(unique_items(mood()), headers("mood")),
    st.tuples(unique_items(trivia()), headers("trivia")),
)


def in_english_only(item: CandidateItem) -> CandidateItem:
    """What GIFT can hold of a trivia item."""
    return CandidateItem(
        kind=item.kind,
        stem=Localized(item.stem.en),
        options=tuple(CandidateOption(Localized(o.text.en), o.is_key) for o in item.options),
        slug="" if item.slug.isdecimal() else item.slug,
        category=item.category,
        explanation=Localized(item.explanation.en),
    )


class TestYaml:
    @written_often
    @given(packs)
    def test_keeps_everything(self, pack: tuple[list[CandidateItem], QuizHeader]) -> None:
        items, header = pack
        result = read_upload(yaml_pack.write(items, header).encode(), known_themes=THEMES)
        assert result.problems == ()
        assert [row.problems for row in result.rows] == [()] * len(items)
        assert result.items == tuple(items)
        assert result.header == header

    @written_often
    @given(packs)
    def test_is_identical_when_exported_again(
        self, pack: tuple[list[CandidateItem], QuizHeader]
    ) -> None:
        first = yaml_pack.write(*pack)
        result = read_upload(first.encode(), known_themes=THEMES)
        assert yaml_pack.write(result.items, result.header) == first


class TestCsv:
    @written_often
    @given(unique_items(mood() | trivia()))
    def test_keeps_everything(self, items: list[CandidateItem]) -> None:
        result = read_upload(csv_table.write(items).encode("utf-8-sig"), known_themes=THEMES)
        assert result.problems == ()
        assert [row.problems for row in result.rows] == [()] * len(items)
        assert result.items == tuple(items)

    @written_often
    @given(unique_items(mood() | trivia()))
    def test_is_identical_when_exported_again(self, items: list[CandidateItem]) -> None:
        first = csv_table.write(items)
        result = read_upload(first.encode(), known_themes=THEMES)
        assert csv_table.write(result.items) == first


class TestGift:
    @written_often
    @given(unique_items(trivia()))
    def test_keeps_what_gift_has_a_place_for(self, items: list[CandidateItem]) -> None:
        items = [in_english_only(item) for item in items]
        result = gift.read(gift.write(items))
        read = [row.item for row in result.rows if row.item]
        assert [as_english(item) for item in read] == items

    @written_often
    @given(unique_items(trivia()))
    def test_is_identical_when_exported_again(self, items: list[CandidateItem]) -> None:
        first = gift.write(in_english_only(item) for item in items)
        read = [row.item for row in gift.read(first).rows if row.item]
        assert gift.write(as_english(item) for item in read) == first


# A line that stands for nothing but itself: no number or letter of an option in front.
lines = st.text("bcdefgh 다라마?!=~#{}:%()\"'", max_size=30).map(
    lambda text: "xy" + " ".join(text.split())
)


class TestOtherWriters:
    """Questions as a person or a spreadsheet writes them down."""

    @settings(max_examples=20)
    @given(st.lists(st.lists(lines, min_size=3, max_size=7, unique_by=str.casefold), min_size=1))
    def test_of_aiken_lose_no_text(self, questions: list[list[str]]) -> None:
        text = "\n\n".join(map(as_aiken, questions))
        read = [row.item for row in aiken.read(text).rows if row.item]
        assert [asked(item) for item in read] == questions
        assert all(item.options[0].is_key for item in read)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(unique_items(mood() | trivia()))
    def test_of_workbooks_keep_everything(self, items: list[CandidateItem]) -> None:
        book = Workbook()
        for row in csv.reader(io.StringIO(csv_table.write(items), newline="")):
            book.worksheets[0].append(row)
            for cell in book.worksheets[0][book.worksheets[0].max_row]:
                cell.data_type = "s"  # whatever it begins with
        out = io.BytesIO()
        book.save(out)
        assert read_upload(out.getvalue(), known_themes=THEMES).items == tuple(items)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(unique_items(mood() | trivia()), st.sampled_from("\t;"))
    def test_of_pasted_cells_keep_everything(
        self, items: list[CandidateItem], delimiter: str
    ) -> None:
        out = io.StringIO(newline="")
        rows = csv.reader(io.StringIO(csv_table.write(items), newline=""))
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
        assert read_upload(out.getvalue().encode(), known_themes=THEMES).items == tuple(items)


def as_aiken(question: list[str]) -> str:
    stem, *options = question
    lettered = (f"{letter}. {text}" for letter, text in zip("ABCDEF", options, strict=False))
    return "\n".join([stem, *lettered, "ANSWER: A"])


def asked(item: CandidateItem) -> list[str]:
    return [text.en or text.ko for text in (item.stem, *(option.text for option in item.options))]


def as_english(item: CandidateItem) -> CandidateItem:
    """Undo the guess of a language, which means nothing for random letters."""

    def english(text: Localized) -> Localized:
        return Localized(en=text.en or text.ko)

    options = tuple(replace(option, text=english(option.text)) for option in item.options)
    return replace(
        item,
        stem=english(item.stem),
        options=options,
        explanation=english(item.explanation),
    )


class TestUpload:
    @written_often
    @given(st.binary())
    def test_never_raises(self, data: bytes) -> None:
        assert read_upload(data, known_themes=THEMES) is not None

    @written_often
    @given(st.text())
    def test_never_raises_on_text(self, text: str) -> None:
        for name in ("", "a.csv", "a.gift", "a.txt", "a.yaml", "a.json"):
            assert read_upload(text.encode(), known_themes=THEMES, name=name) is not None

    @written_often
    @given(st.text(alphabet="{}[]=~#:%\\\"'\n,;-&*!?| <>aAT1.ANSWER$/", max_size=60))
    def test_never_raises_on_the_marks_of_the_formats(self, text: str) -> None:
        data = text.encode()
        for format_name in ("csv", "gift", "aiken", "yaml", "opentdb"):
            assert read_upload(data, known_themes=THEMES, format_name=format_name) is not None
