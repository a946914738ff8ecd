"""The names that a column may have, in English and Korean."""

import re
import unicodedata

from quizapp.quizzes.candidate import TEXT_LIMITS

PROBLEMS = "problems"

NAMES = {
    "kind": ("kind", "type", "questiontype", "종류", "유형"),
    "slug": ("slug", "id", "슬러그"),
    "category": ("category", "topic", "분류", "카테고리", "주제"),
    "stars": ("stars", "difficulty", "level", "난이도", "별점"),
    "spoiler_episode": ("spoilerepisode", "spoiler", "episode", "회차", "스포일러"),
    "themes": ("themes", "theme", "tags", "테마", "태그"),
    "stem": ("stem", "question", "questiontext", "prompt", "질문", "문제", "문항", "지문"),
    "key": ("key", "answer", "correct", "correctanswer", "rightanswer", "정답", "답"),
    "explanation": ("explanation", "feedback", "rationale", "해설", "설명"),
    "sources": ("sources", "source", "출처"),
    PROBLEMS: ("problems", "문제점"),
}
TEXTS_BY_NAME = {name.replace("_", ""): name for name in TEXT_LIMITS}
COLUMN_BY_NAME = TEXTS_BY_NAME | {name: column for column, names in NAMES.items() for name in names}

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

OPTION = re.compile(
    r"(?:(?:option|answer|choice|보기|선택지|선지)(?P<given>[1-9]\d?|[a-f])|(?P<letter>[a-f]))"
    r"(?P<weights>weights?|points|가중치|점수)?"
)
WORD_BREAK = re.compile(r"[\W_]+")


def column_named(heading: str) -> str | None:
    """Find the column that a heading means.

    `stem_ko`, `option_2_en`, `option_2_weights`, `key` …; None for a heading we do not know.

    Without a language in the heading there is none in the answer: `stem`, `option_2`.
    """
    words = WORD_BREAK.split(unicodedata.normalize("NFKC", heading).casefold())
    languages = [LANGUAGE_BY_WORD[word] for word in words if word in LANGUAGE_BY_WORD]
    name = "".join(word for word in words if word not in LANGUAGE_BY_WORD)
    suffix = f"_{languages[0]}" if languages else ""
    if option := OPTION.fullmatch(name):
        number = _number(option["given"] or option["letter"])
        return f"option_{number}_weights" if option["weights"] else f"option_{number}{suffix}"
    column = COLUMN_BY_NAME.get(name)
    return column + suffix if column in TEXT_LIMITS else column


def _number(given: str) -> int:
    return int(given) if given.isdecimal() else ord(given) - ord("a") + 1
