"""Any item that keeps the rules, with texts that are hard on files."""

from hypothesis import strategies as st

from quizapp.catalog.limits import USUAL_EPISODE_COUNT
from quizapp.quizzes.candidate import (
    STARS,
    CandidateItem,
    CandidateOption,
    QuizHeader,
    Source,
    cleaned,
)
from quizapp.quizzes.kinds import Category, Confidence
from quizapp.quizzes.rules import problems_of
from quizapp.texts import Localized

THEMES = ("love", "romance", "longing", "power", "on-edge")
HARD = (
    "'",
    '"',
    "''",
    "=1+1",
    "'=1",
    "@SUM(A1)",
    "＝1",
    "-",
    "+82",
    "<b>&amp;</b>",
    "& < >",
    "한글",
    "한글",
    "é",
    "👑🏽‍♀️",
    "\u202eRTL\u202c",
    "\u200f",
    "\u2028",
    "\ufeff",
    "a\nb",
    "a\n\n// b",
    "\n$CATEGORY: x",
    "\\n",
    "\\",
    "\\\\=",
    "{~=#}",
    "::",
    "####",
    "%50%",
    "[html]",
    "->",
    "T",
    "//",
    ",;\t|",
    "# ",
    "- a: b",
    "null",
    "~",
    "No",
    "1:30",
    "*x",
    "&x",
    "!!str",
    "ANSWER: A",
    "A. b",
    "#2",
    "2",
)

characters = st.characters(exclude_categories=("Cc", "Cs"))
plain_text = st.text(characters, max_size=12).filter(lambda text: "_x000D_" not in text)
"""Without what spreadsheets write for a carriage return, which is read as one."""
text = st.lists(st.sampled_from(HARD) | plain_text, min_size=1, max_size=3).map(
    lambda parts: cleaned("".join(parts))
)
written = text.filter(bool)
one_line = written.filter(lambda line: "\n" not in line)
slugs = st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True)

sources = st.builds(
    Source,
    label=one_line,
    url=st.sampled_from(["https://example.org/%ED%99%A9?a=1&b='x'#=1", "http://example.org"]),
    confidence=st.sampled_from([confidence.value for confidence in Confidence]),
    label_ko=st.just("") | one_line,
)


@st.composite
def option_texts(draw: st.DrawFn, count: int) -> list[Localized]:
    """Different texts, all of them in English, some in Korean too."""
    same = str.casefold
    english = draw(st.lists(written, min_size=count, max_size=count, unique_by=same))
    korean = draw(st.lists(written, min_size=count, max_size=count, unique_by=same))
    translated = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return [
        Localized(en, ko if has_korean else "")
        for en, ko, has_korean in zip(english, korean, translated, strict=True)
    ]


@st.composite
def trivia(draw: st.DrawFn) -> CandidateItem:
    texts = draw(option_texts(draw(st.integers(2, 6))))
    key = draw(st.integers(0, len(texts) - 1))
    item = CandidateItem(
        kind="trivia",
        stem=Localized(draw(written), draw(text)),
        options=tuple(CandidateOption(text, n == key) for n, text in enumerate(texts)),
        slug=draw(slugs),
        category=draw(st.sampled_from(["", *(category.value for category in Category)])),
        stars=draw(st.sampled_from(STARS)),
        spoiler_episode=draw(st.integers(0, USUAL_EPISODE_COUNT)),
        explanation=Localized(draw(text), draw(text)),
        themes=tuple(draw(st.lists(st.sampled_from(THEMES), max_size=3, unique=True))),
        sources=tuple(draw(st.lists(sources, max_size=2))),
    )
    return _sound(item)


@st.composite
def mood(draw: st.DrawFn) -> CandidateItem:
    texts = draw(option_texts(draw(st.integers(2, 5))))
    themes = draw(st.permutations(THEMES))
    options = tuple(
        CandidateOption(text, weights={theme: 3, themes[n - 1]: 1})
        for n, (text, theme) in enumerate(zip(texts, themes, strict=False))
    )
    stem = Localized(draw(written), draw(text))
    return _sound(CandidateItem(kind="mood", stem=stem, options=options, slug=draw(slugs)))


def _sound(item: CandidateItem) -> CandidateItem:
    problems = problems_of(item, THEMES)
    assert problems == []
    return item


def headers(kind: str) -> st.SearchStrategy[QuizHeader]:
    counts = st.integers(4, 20) if kind == "mood" else st.none()
    return st.builds(
        QuizHeader,
        slug=slugs,
        kind=st.just(kind),
        title=st.builds(Localized, text, text),
        intro=st.builds(Localized, text, text),
        core_count=counts,
        decider_count=counts,
        decider_lead=counts,
    )


def unique_items(items: st.SearchStrategy[CandidateItem]) -> st.SearchStrategy[list[CandidateItem]]:
    """Items as one file may hold them: no slug and no question twice."""

    def stem_of(item: CandidateItem) -> tuple[str, str]:
        return item.stem.en.casefold(), item.stem.ko

    return st.lists(items, min_size=1, max_size=3, unique_by=(lambda item: item.slug, stem_of))
