"""The names that a column may have, in English and Korean, here and in other tools.

Read of the templates and exports of Kahoot, Wayground (Quizizz), Blooket, Gimkit and Anki, and of
common spreadsheets.
"""

import re
import unicodedata
from collections.abc import Sequence

from quizapp.quizzes.candidate import TEXT_LIMITS

PROBLEMS = "problems"

NAMES = {
    "kind": "kind|type|question type|item type|종류|유형|문제 유형|문항 유형",
    "slug": "slug|슬러그",
    "id": "id|identifier|question id|식별자|아이디",
    "category": "category|topic|subject|분야|분류|카테고리|주제|영역|단원",
    "stars": "stars|difficulty|difficulty level|level|난이도|난도|별점|수준",
    "spoiler_episode": "spoiler episode|spoiler|episode|회차|스포일러|스포일러 회차",
    "themes": "themes|theme|테마",
    "tags": "tags|tag|labels|keywords|태그|키워드",
    "stem": "stem|question|question text|question stem|prompt|front|question title|"
    "질문|문제|문항|지문|발문|물음|문제 내용|질문 내용|앞면",
    "key": "key|answer|answers|correct|correct answer|correct answers|correct option|right answer|"
    "right option|correct choice|answer key|solution|correct option number|correct answer number|"
    "answer number|answer letter|correct letter|correct ans|ans|right|back|"
    "정답|답|맞는 답|옳은 답|정답 번호|답 번호|답안|해답|정답 보기|뒷면",
    "wrong": "wrong answers|incorrect answers|wrong|distractors|incorrect options|오답|오답들",
    "options": "options|choices|answer options|answer choices|보기|선택지|선지|답지",
    "explanation": "explanation|feedback|rationale|answer explanation|general feedback|notes|"
    "해설|설명|풀이|정답 해설",
    "sources": "sources|source|reference|출처|근거",
    "media": "image|image link|image url|picture|media|video|audio|"
    "그림|이미지|사진|영상|음원|미디어",
    PROBLEMS: "problems|문제점",
}
TEXTS_BY_NAME = {name.replace("_", ""): name for name in TEXT_LIMITS}
COLUMN_BY_NAME = TEXTS_BY_NAME | {
    re.sub(r"[\W_]+", "", name): column
    for column, names in NAMES.items()
    for name in names.split("|")
}

LANGUAGE_BY_WORD = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "영어": "en",
    "영문": "en",
    "ko": "ko",
    "kr": "ko",
    "kor": "ko",
    "korean": "ko",
    "한국어": "ko",
    "한글": "ko",
    "국문": "ko",
}
LETTERS = "가나다라마바"
WORDS = "option|opt|answer|choice|alternative|response|보기|선택지|선택|선지|답지|답안|항목"
OPTION = re.compile(
    rf"(?:(?:{WORDS}|q)(?P<given>[1-9]\d?|[a-f]|[{LETTERS}])|(?P<letter>[a-f{LETTERS}]|[1-9]))"
    r"(?P<weights>weights?|points|가중치|점수)?(?P<right>(?:is)?(?:correct|right)|정답여부|정답)?"
)
WRONG = re.compile(
    r"(?:(?:incorrect|wrong|false)(?:answer|option|choice)?|distractor|오답(?:보기)?)([1-9]\d?|[a-f])"
)
RIGHT = re.compile(r"(?:correct|right)(?:answer|option|choice)([1-9])|정답([1-9])")
WORD_BREAK = re.compile(r"[\W_]+")
ASIDE = re.compile(r"(?<!\s)(?:\s*+[(\[（].*|\s++[-–—]\s.*|[^\S\n]*+\n.*)", re.DOTALL)
"""What templates write behind a name: how many characters, which numbers, that it is optional."""


def columns_of(headings: Sequence[str]) -> list[str | None]:
    """The column that each heading means.

    Headings without a name behind one that stands for all options, as merged cells give, are the
    options after the first; alone it is `options`, all of them in one cell.
    """
    columns = [column_named(heading) for heading in headings]
    if "options" in columns:
        first = columns.index("options")
        last = first + 1
        while last < len(columns) and not headings[last].strip():
            last += 1
        if last > first + 1:
            columns[first:last] = [f"option_{n}" for n in range(1, last - first + 1)]
    return columns


def column_named(heading: str) -> str | None:
    """Find the column that a heading means.

    `stem_ko`, `option_2_en`, `option_2_weights`, `option_2_right`, `wrong_1`, `key` …; None for a
    heading we do not know.

    Without a language in the heading there is none in the answer: `stem`, `option_2`.
    """
    text = unicodedata.normalize("NFKC", heading).casefold().strip()
    short = ASIDE.sub("", text, count=1)
    if "#" in short:  # "Question #" is its number
        return None
    found = _named(text)
    if found or short == text:
        return found
    languages = [word for word in WORD_BREAK.split(text) if word in LANGUAGE_BY_WORD]
    return _named(" ".join([short, *languages[:1]]))


def _named(text: str) -> str | None:
    words = WORD_BREAK.split(text)
    languages = [LANGUAGE_BY_WORD[word] for word in words if word in LANGUAGE_BY_WORD]
    name = "".join(word for word in words if word not in LANGUAGE_BY_WORD)
    suffix = f"_{languages[0]}" if languages else ""
    if right := RIGHT.fullmatch(name):
        return f"right_{right[1] or right[2]}{suffix}"
    if wrong := WRONG.fullmatch(name):
        return f"wrong_{_number(wrong[1])}{suffix}"
    if option := OPTION.fullmatch(name):
        number = _number(option["given"] or option["letter"])
        ending = "_weights" if option["weights"] else "_right" if option["right"] else suffix
        return f"option_{number}{ending}"
    column = COLUMN_BY_NAME.get(name)
    return column + suffix if column in (*TEXT_LIMITS, "wrong") else column


def _number(given: str) -> int:
    if given.isdecimal():
        return int(given)
    return LETTERS.find(given) + 1 or ord(given) - ord("a") + 1
