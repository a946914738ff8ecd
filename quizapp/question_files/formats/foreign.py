"""Values of other tools: which of them mean something here."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from quizapp.quizzes.candidate import SLUG
from quizapp.quizzes.kinds import Category, QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

CATEGORIES = {
    Category.TRACKS.value: "track|the tracks|song|songs|곡|수록곡|노래|트랙",
    Category.ARTISTS.value: "artist|the artists|singer|singers|가수|아티스트",
    Category.DRAMA.value: "the drama|tv drama|드라마|극",
    Category.ON_SCREEN.value: "screen|music on screen|화면 속 음악|장면|극 중 음악|극중음악",
    Category.ALBUM.value: "the album|앨범|음반",
}
"""Our categories, by the words of the desk and common ones."""
STARS = {
    "1": "very easy|매우 쉬움|아주 쉬움|최하",
    "2": "easy|simple|beginner|basic|low|하|쉬움|쉬워요|초급|쉬운",
    "3": "medium|normal|average|moderate|intermediate|mid|중|보통|중급|중간",
    "4": "hard|difficult|advanced|high|상|어려움|어려워요|고급|어려운",
    "5": "very hard|expert|매우 어려움|아주 어려움|최상",
}
KINDS = {
    QuizKind.MOOD.value: "무드|기분",
    QuizKind.TRIVIA.value: (
        "multiple choice|multiple choices|multichoice|multiple|mcq|mc|quiz|choice|single|"
        "single choice|single select|single answer|select|radio|true false|true or false|tf|"
        "boolean|객관식|선다형|선택형|4지선다|사지선다|5지선다|오지선다|퀴즈|상식|참거짓|진위형|ox"
    ),
}
"""Types of question. Those with several right answers are told by their answers."""
YES = frozenset(
    [
        "true",
        "yes",
        "y",
        "o",
        "○",
        "✓",
        "✔",
        "v",
        "1",
        "예",
        "네",
        "참",
        "맞음",
        "정답",
        "correct",
        "right",
    ]
)
NO = frozenset(
    [
        "false",
        "no",
        "n",
        "x",
        "✗",
        "0",
        "아니요",
        "아니오",
        "거짓",
        "틀림",
        "오답",
        "incorrect",
        "wrong",
        "none",
        "없음",
    ]
)


def folded(text: str) -> str:
    """A word without case, signs and spaces."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {
        folded(word): name for name, words in table.items() for word in (name, *words.split("|"))
    }


CATEGORY_BY_WORD = _by_word(CATEGORIES)
STARS_BY_WORD = _by_word(STARS)
KIND_BY_WORD = _by_word(KINDS)
LONGEST_TITLE = 120
STAR_SIGNS = re.compile(r"([★⭐✭*]{1,5})[☆✩\s\ufe0f]*")
NUMBER = re.compile(r"(-?\d{1,6})(?:[.,]0+)?")


def category_of(path: str) -> str:
    """Ours where the last part of a path names one, else ""."""
    return CATEGORY_BY_WORD.get(folded(path.rsplit("/", 1)[-1]), "")


def category_remarks(path: str) -> list[ItemProblem]:
    if not path.strip() or category_of(path):
        return []
    return [ItemProblem(ProblemCode.LEFT_CATEGORY, "category", shown(path.strip()))]


def slug_of(name: str) -> str:
    """A name that is fit to be a slug, else ""; a mere number is none, for files are numbered."""
    return name if SLUG.fullmatch(name) and not name.isdecimal() else ""


def slug_remarks(name: str) -> list[ItemProblem]:
    if not name or slug_of(name):
        return []
    return [ItemProblem(ProblemCode.LEFT_SLUG, "slug", shown(name))]


def slug_and_remarks(title: str, own_id: str, stem: str) -> tuple[str, list[ItemProblem]]:
    """The title of a question, or else its id, where one is fit to be a slug; what is not, named.

    Moodle makes titles of the first words of a question; those are not missed.
    """
    slug = slug_of(title) or slug_of(own_id)
    remarks = []
    if title not in ("", slug) and not stem.startswith(title.removesuffix("...")):
        remarks.append(ItemProblem(ProblemCode.LEFT_TITLE, detail=shown(title, LONGEST_TITLE)))
    if own_id not in ("", slug):
        remarks.append(ItemProblem(ProblemCode.LEFT_SLUG, "slug", shown(own_id)))
    return slug, remarks


def stars_of(value: str) -> int:
    """One to five for a number, stars or a word; 0 for anything else."""
    if signs := STAR_SIGNS.fullmatch(value.strip()):
        return len(signs[1])
    if number := NUMBER.fullmatch(value.strip()):
        value = number[1]
    return int(STARS_BY_WORD.get(folded(value), 0))


def whole_number(value: str) -> int | None:
    """A whole number as spreadsheets write it (``12``, ``12.0``, ``12,0``, ``False``, 12화)."""
    if number := NUMBER.fullmatch(value.strip().removesuffix("화").removesuffix("회").rstrip()):
        return int(number[1])
    return {"true": 1, "false": 0, "none": 0, "없음": 0, "아니요": 0}.get(folded(value))


def kind_of(value: str) -> str:
    """Our kind for a type of question, "" for a type that is not ours."""
    return KIND_BY_WORD.get(folded(value), "")


def is_yes(value: str) -> bool | None:
    """Whether a mark says that an option is right; None where it says neither."""
    word = value.strip().casefold()
    return True if word in YES else (False if word in NO or not word else None)


def themes_and_remarks(
    tags: Iterable[str], known: Iterable[str], most: int
) -> tuple[tuple[str, ...], list[ItemProblem]]:
    """Those of another tool's tags that are themes here, and a remark for each other one."""
    tags = [*dict.fromkeys(tags)]
    themes = [tag for tag in tags if tag in set(known)][:most]
    return tuple(themes), [*_left_tags(tag for tag in tags if tag not in themes)]


def _left_tags(tags: Iterable[str]) -> Iterator[ItemProblem]:
    return (ItemProblem(ProblemCode.LEFT_TAG, "themes", shown(tag)) for tag in tags)
