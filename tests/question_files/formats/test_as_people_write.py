"""Files as people and other tools write them: read in full, or what is left out is named."""

import unicodedata

import pytest

from quizapp.question_files.formats import read_upload
from quizapp.question_files.formats.language import language_of
from quizapp.question_files.formats.results import ReadResult, Row
from quizapp.quizzes.problems import ProblemCode

Told = list[tuple[ProblemCode, str]]


def read(text: str | bytes) -> ReadResult:
    data = text.encode() if isinstance(text, str) else text
    return read_upload(data, known_themes=("love", "power"))


def asked(row: Row) -> tuple[str, list[str], list[str]]:
    """Question, options and the right ones, in whichever language they are."""
    assert row.item, row.problems
    assert row.problems == ()
    options = [(option.text.en or option.text.ko, option.is_key) for option in row.item.options]
    stem = row.item.stem.en or row.item.stem.ko
    return stem, [text for text, _ in options], [text for text, is_key in options if is_key]


def remarks(result: ReadResult) -> Told:
    said = [*result.problems, *(remark for row in result.rows for remark in row.remarks)]
    return [(remark.code, remark.detail) for remark in said]


class TestGift:
    def test_names_pictures_sound_and_titles(self) -> None:
        result = read(
            '::Shown::[html]<p>Whose face?</p>\\n<p><img src\\="@@PLUGINFILE@@/f.png" '
            'alt\\="with a veil"></p>{=<p>Hers</p> ~<p>His</p>}\n\n'
            '::Heard::[html]Whose voice?<audio><source src\\="x/b.mp3"></audio>{=Hers ~His}\n'
        )
        assert [asked(row)[0] for row in result.rows] == ["Whose face?", "Whose voice?"]
        assert remarks(result) == [
            (ProblemCode.LEFT_PICTURE, "f.png (with a veil)"),
            (ProblemCode.LEFT_TITLE, "Shown"),
            (ProblemCode.LEFT_SOUND, "b.mp3"),
            (ProblemCode.LEFT_TITLE, "Heard"),
        ]

    def test_takes_id_and_tags_of_the_comment_and_names_all_other_feedback(self) -> None:
        result = read(
            "// [id:gate-7] [tag:love] [tag:snow]\nWho guards?{=One#Yes, he. ~Two#No, she.\n"
            "####Both are told.}\n\nPick\\: {\n Only one\n =Red ~Blue#Cold.}\n"
        )
        first, second = (row.item for row in result.rows)
        assert first is not None
        assert second is not None
        assert (first.slug, first.themes, first.explanation.en) == (
            "gate-7",
            ("love",),
            "Both are told.",
        )
        assert second.explanation.en == ""
        assert remarks(result) == [
            (ProblemCode.LEFT_FEEDBACK, "No, she."),
            (ProblemCode.LEFT_FEEDBACK, "Yes, he."),
            (ProblemCode.LEFT_TAG, "snow"),
            (ProblemCode.LEFT_TEXT, "Only one"),
            (ProblemCode.LEFT_FEEDBACK, "Cold."),
        ]

    def test_makes_lines_of_blocks_and_keeps_the_signs_of_lists(self) -> None:
        result = read(
            "[html]<p>See the wall.</p><p>Which hue\\:<br>dark or light?</p>{=<b>Dark</b>\n"
            "~<ul><li>one</li><li>two</li></ul> ####<p>Once.</p><p>Twice.</p>}"
        )
        assert asked(result.rows[0])[:2] == (
            "See the wall.\nWhich hue:\ndark or light?",
            ["Dark", "• one\n• two"],
        )
        assert result.items[0].explanation.en == "Once.\nTwice."

    def test_keeps_addresses_digits_and_signs_of_html(self) -> None:
        result = read(
            "[html]H<sub>2</sub>O &lt; 10<sup>3</sup> \\= a?x&copy\\=1&amp;b{=x ~<a href\\="
            '"https\\://example.org/y">y</a>}'
        )
        assert asked(result.rows[0])[0] == "H₂O < 10³ = a?x&copy=1&b"
        assert remarks(result) == [(ProblemCode.LEFT_LINK, "https://example.org/y")]

    def test_reads_markdown(self) -> None:
        result = read("[markdown]**Who** is 2 * 3 * 4 ![face](a/f.png)?{=a_b_c ~`d`}")
        assert asked(result.rows[0])[:2] == ("Who is 2 * 3 * 4 ?", ["a_b_c", "d"])
        assert remarks(result) == [(ProblemCode.LEFT_PICTURE, "f.png (face)")]

    def test_reads_questions_without_a_blank_line_between_and_says_so(self) -> None:
        text = "// one\n::A1::First? {\n=a\n~b\n}\n// two\n::A2::Second? {\n=c\n~d\n}\n"
        result = read(text + "::A3::Third? {=e ~f}\nFourth,\nwith two lines? {=g ~h}\n")
        assert [asked(row)[0] for row in result.rows] == [
            "First?",
            "Second?",
            "Third?",
            "Fourth,\nwith two lines?",
        ]
        gaps = [
            (row.line, ProblemCode.GAP_MISSING in {r.code for r in row.remarks})
            for row in result.rows
        ]
        assert gaps == [(2, False), (7, True), (11, True), (12, True)]

    def test_reads_blank_lines_between_the_answers(self) -> None:
        assert asked(read("Who?{\n=a\n\n~b\n\n}\n\nWhat?{=c ~d}").rows[0])[1] == ["a", "b"]

    def test_loses_one_question_to_an_open_brace(self) -> None:
        result = read("::a::One?{=a ~b\n::c::Two?{=c ~d}\n\nThree?{=e ~f}")
        assert [len(row.problems) for row in result.rows] == [1, 0, 0]

    def test_mends_control_characters_and_names_them(self) -> None:
        result = read("A?{\n=oil\x0b(new)\n~it\x92s}\n\n\x0cB?{=c ~d}\n")
        assert asked(result.rows[0])[1] == ["oil (new)", "it’s"]
        assert asked(result.rows[1])[0] == "B?"
        assert [detail for _, detail in remarks(result)] == [
            "U+000B × 1",
            "U+0092 × 1",
            "U+000C × 1",
        ]

    def test_reads_korean_truth_and_numbers(self) -> None:
        result = read("1. 문이 열렸다.{참}\n\n2. 눈이 온다.{F#아니요#네}\n")
        assert asked(result.rows[0]) == ("문이 열렸다.", ["참", "거짓"], ["참"])
        assert remarks(result) == [
            (ProblemCode.LEFT_NUMBERS, ""),
            (ProblemCode.LEFT_FEEDBACK, "아니요"),
        ]

    def test_takes_no_number_off_that_belongs_to_a_question(self) -> None:
        result = read("1. Who?{=a ~b}\n\n7. or 8. night?{=a ~b}\n\nOne more?{=a ~b}")
        assert asked(result.rows[1])[0] == "7. or 8. night?"
        tracks = read("1번 트랙은?{=a ~b}\n\n2번 트랙은?{=a ~b}")
        assert [asked(row)[0] for row in tracks.rows] == ["1번 트랙은?", "2번 트랙은?"]


class TestAiken:
    @pytest.mark.parametrize(
        ("options", "answer", "key"),
        [
            ("A)north\nB)south", "ANSWER: B", "south"),
            ("A.north\nB.south", "ANSWER: A", "north"),
            ("A) north\nB) south", "ANSWER: B) south", "south"),
            ("A) north\nB) south", "ANSWER: B.", "south"),
            ("a) north\nb) south", "Answer: (b)", "south"),
            ("A. north\nB. south", "Correct Answer: A", "north"),
            ("A. north\nB. south", "ANSWER: south", "south"),
            ("① north\n② south", "정답: ②", "south"),
            ("①north\n②south", "[정답] 2번", "south"),
            ("A. north\nB. south", "정답：B", "south"),
            ("Ａ．north\nＢ．south", "정답: Ｂ", "south"),
            ("가. north\n나. south", "정답: 나", "south"),
            ("ㄱ. north\nㄴ. south", "답: ㄴ", "south"),
            ("(1) north\n(2) south", "정답 ②", "south"),
            ("1) north\n2) south", "ANSWER: 2", "south"),
            ("A - north\nB - south", "ANSWER: B - south", "south"),
            ("① north\n② south", "정답은 ②", "south"),
            ("A) north\nB) south", "Ans: B", "south"),
        ],
    )
    def test_reads_letters_and_answers_of_all_kinds(
        self, options: str, answer: str, key: str
    ) -> None:
        assert asked(read(f"Which gate?\n{options}\n{answer}\n").rows[0]) == (
            "Which gate?",
            ["north", "south"],
            [key],
        )

    def test_takes_off_numbers_and_keeps_feedback(self) -> None:
        result = read(
            "1. Who?\nA. x\nB. y\nANSWER: A\nFeedback: It is told\ntwice.\n\n"
            "2. What?\nA. x\nB. y\nANSWER: B\nPoints: 2\n"
        )
        assert [asked(row)[0] for row in result.rows] == ["Who?", "What?"]
        assert result.items[0].explanation.en == "It is told\ntwice."
        assert remarks(result) == [
            (ProblemCode.LEFT_NUMBERS, ""),
            (ProblemCode.LEFT_TEXT, "Points: 2"),
        ]

    def test_reads_options_over_two_lines_and_letters_in_pieces(self) -> None:
        result = read("Who?\nA) the old\n   guard\nB) y\nANSWER: A\n")
        assert asked(result.rows[0])[1:] == (["the old guard", "y"], ["the old guard"])
        pieces = unicodedata.normalize("NFD", "누가 여나요?\n가. 문지기\n나. 요리사\n정답: 나\n")
        assert asked(read(pieces).rows[0])[2] == ["요리사"]

    def test_refuses_a_letter_beside_the_words_of_another_option(self) -> None:
        result = read("Who?\nA) x\nB) y\nANSWER: B) x\n")
        assert [problem.code for problem in result.rows[0].problems] == [ProblemCode.KEY_UNKNOWN]


class TestTables:
    def test_makes_unfit_identifiers_anew_and_says_so(self) -> None:
        result = read(
            "ID,Question,Option A,Option B,Answer\n1,Who?,x,y,A\nQ3,What?,x,y,B\nq-4,How?,x,y,B\n"
        )
        assert [item.slug for item in result.items] == ["", "", "q-4"]
        assert remarks(result) == [(ProblemCode.LEFT_SLUG, "1"), (ProblemCode.LEFT_SLUG, "Q3")]

    def test_reads_the_sheet_of_wayground(self) -> None:
        result = read(
            "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds,"
            "Image Link,Answer explanation\n"
            "Which bell?,Multiple Choice,tin,iron,,2,20,x/a.png,As told.\n"
            'Which bells?,Checkbox,tin,iron,clay,"1,3",30,,\n'
        )
        assert asked(result.rows[0]) == ("Which bell?", ["tin", "iron"], ["iron"])
        assert result.items[0].explanation.en == "As told."
        assert remarks(result) == [
            (ProblemCode.COLUMN_UNKNOWN, "Time in seconds"),
            (ProblemCode.LEFT_PICTURE, "x/a.png"),
        ]
        assert [(p.code, p.detail) for p in result.rows[1].problems] == [
            (ProblemCode.TYPE_OTHER, "Checkbox"),
            (ProblemCode.KEY_COUNT, "2"),
        ]

    def test_leaves_foreign_topics_open_and_reads_levels(self) -> None:
        result = read(
            "Topic,Difficulty,Question,Option A,Option B,Correct Answer,Tags\n"
            'Bells,easy,Who?,x,y,B,"love, bells"\nthe tracks,상,What?,x,y,B,\n'
            "드라마,★★★★★,How?,x,y,A,\n"
        )
        told = [(item.category, item.stars, item.themes) for item in result.items]
        assert told == [("", 2, ("love",)), ("tracks", 4, ()), ("drama", 5, ())]
        assert remarks(result) == [
            (ProblemCode.LEFT_CATEGORY, "Bells"),
            (ProblemCode.LEFT_TAG, "bells"),
        ]

    @pytest.mark.parametrize(
        ("head", "cell"),
        [
            ("Correct Option", "B"),
            ("정답(1-4)", "2"),
            ("정답번호", "②"),
            ("Correct answer(s) - choose at least one", "2.0"),
            ("Answer Key", "Option B"),
            ("정답", "나"),
            ("답안", "2번"),
        ],
    )
    def test_finds_the_right_answer(self, head: str, cell: str) -> None:
        result = read(f"번호,문제,보기1,보기2,{head}\n1,누가 여나?,문지기,요리사,{cell}\n")
        assert asked(result.rows[0])[2] == ["요리사"]

    def test_finds_it_by_marks_beside_the_options(self) -> None:
        result = read("문제,보기1,보기1 정답여부,보기2,보기2 정답여부\n누가?,가호,X,케이,O\n")
        assert asked(result.rows[0]) == ("누가?", ["가호", "케이"], ["케이"])

    def test_reads_columns_of_right_and_wrong_answers(self) -> None:
        result = read(
            "Gimkit Spreadsheet Import Template,,,\n"
            "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)\n"
            "Who?,m,z,a\n"
        )
        assert asked(result.rows[0]) == ("Who?", ["a", "m", "z"], ["m"])
        assert remarks(result) == [(ProblemCode.LEFT_LINES, "Gimkit Spreadsheet Import Template")]

    def test_reads_headings_over_several_lines_and_merged_ones(self) -> None:
        blooket = (
            '"Blooket\nImport Template",,,,\nQuestion #,Question Text,Answer 1,'
            '"Answer 2\n(Optional)","Correct Answer(s)\n(Only include Answer #)"\n1,Who?,x,y,2\n'
        )
        assert asked(read(blooket).rows[0]) == ("Who?", ["x", "y"], ["y"])
        merged = read("문제,보기,,,정답\n누가?,하나,둘,셋,③\n")
        assert asked(merged.rows[0])[1:] == (["하나", "둘", "셋"], ["셋"])

    @pytest.mark.parametrize(
        "cell",
        ["① 문지기 ② 요리사 ③ 황제", '"문지기\n요리사\n황제"', "1. 문지기 2. 요리사 3. 황제"],
    )
    def test_reads_options_that_share_a_cell(self, cell: str) -> None:
        result = read(f"문제,보기,정답\n누가 여나?,{cell},②\n")
        assert asked(result.rows[0])[1:] == (["문지기", "요리사", "황제"], ["요리사"])

    def test_reads_true_and_false_without_options(self) -> None:
        result = read("문제,정답,해설\n문이 열렸다.,O,네\n눈이 온다.,X,\n")
        assert [asked(row) for row in result.rows] == [
            ("문이 열렸다.", ["참", "거짓"], ["참"]),
            ("눈이 온다.", ["참", "거짓"], ["거짓"]),
        ]

    def test_obeys_the_settings_of_anki_and_spreadsheets(self) -> None:
        anki = "#separator:tab\n#html:false\n#columns:Question\tOption 1\tOption 2\tAnswer\n"
        assert asked(read(f"{anki}Who?\tx\ty\t2\n").rows[0])[2] == ["y"]
        assert asked(read("sep=|\n문제|A|B|정답\n누가?|x|y|B\n").rows[0])[2] == ["y"]

    def test_reads_numbers_as_other_programs_write_them(self) -> None:
        result = read(
            "stars,episode,question,A,B,key\n3.0,12.0,Who?,x,y,1.0\n"
            '"2,0",False,What?,x_x000D_\nz,y,2\n'.replace("x_x000D_\nz", '"x_x000D_\nz"')
        )
        told = [(item.stars, item.spoiler_episode) for item in result.items]
        assert told == [(3, 12), (2, 0)]
        assert asked(result.rows[1])[1] == ["x\nz", "y"]

    @pytest.mark.parametrize(
        ("head", "code"),
        [
            ("question,answer", ProblemCode.OPTION_COLUMNS_MISSING),
            ("option 1,option 2,answer", ProblemCode.STEM_COLUMN_MISSING),
            ("문제,보기 1,보기 2,점수표", ProblemCode.KEY_COLUMN_MISSING),
        ],
    )
    def test_says_once_which_column_is_missing(self, head: str, code: ProblemCode) -> None:
        result = read(f"{head}\nx,y,z,1\nx,y,w,2\n")
        assert [(p.code, p.detail) for p in result.problems] == [(code, head.replace(",", ", "))]
        assert result.rows == ()

    def test_tells_the_same_words_with_other_answers_apart(self) -> None:
        result = read("문제,보기1,보기2,정답\n맞는 것은?,하나,둘,1\n맞는 것은?,셋,넷,1\n")
        assert len(result.items) == 2


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ('Who sings "몰랐을까"?', "en"),
            ("What is '황후의 품격' called abroad?", "en"),
            ("OST 가수는?", "ko"),
            ("Kei Like a Dream OST 공개일은?", "ko"),
            ("Who sings 마음을 전하면?", "en"),
            ("Which song is 'Not Over'의 다음?", "en"),
            ("What Is Love 부른 가수는?", "ko"),
            ("“Not Over”를 부른 사람", "ko"),
            ("Gaho sang 끝이 아니길.", "en"),
        ],
    )
    def test_hears_the_sentence_not_the_names_in_it(self, text: str, language: str) -> None:
        assert language_of(text) == language
