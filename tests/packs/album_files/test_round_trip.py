"""Any album can be written as a file and read again; through a database: `test_service`."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quizapp.packs.album_files.reading import read_album_file
from quizapp.packs.album_files.writing import album_text
from quizapp.packs.rules import album_problems
from quizapp.packs.schemas import UNFINISHED, UNSEEN, AlbumFile, Pack, QuizFile
from quizapp.quizzes.candidate import QuizHeader
from quizapp.texts import Localized
from tests.question_files.formats.strategies import (
    THEMES,
    mood,
    one_line,
    slugs,
    sources,
    trivia,
    unique_items,
)

seen = one_line.filter(lambda text: not UNSEEN.search(text))
pytestmark = pytest.mark.slow

line = st.just("") | seen
texts = st.fixed_dictionaries({"en": line, "ko": line})
named = st.fixed_dictionaries(
    {"en": seen.map(lambda text: text[:10].strip() or "x"), "ko": st.just("")}
)
profiles = st.dictionaries(st.sampled_from(THEMES), st.integers(1, 5), min_size=2, max_size=5).map(
    lambda profile: {**profile, next(iter(profile)): 5}
)
source = sources.filter(lambda one: not UNSEEN.search(one.label + one.label_ko)).map(asdict)


def things(fields: dict[str, Any]) -> Any:
    each = st.fixed_dictionaries({"slug": slugs, **fields})
    return st.lists(each, max_size=3, unique_by=lambda thing: thing["slug"])


def albums() -> Any:
    track = {
        "kind": st.sampled_from(["release", "on-screen"]),
        "title": named,
        "original_title": st.none(),
        "title_note": texts,
        "artists": st.just([]),
        "performance": texts,
        "part": st.none() | st.integers(1, 99),
        "released_on": st.none() | st.just("2018-11-21"),
        "credits": texts,
        "story": texts,
        "tagline": texts,
        "profile": profiles,
        "sources": st.just([]),
    }
    text = {"en": "a", "ko": ""}
    themes = [{"slug": s, "label": text, "phrase": text, "glyph": "x"} for s in THEMES]
    return st.fixed_dictionaries(
        {
            "album": st.fixed_dictionaries(
                {
                    "slug": st.just("bells"),
                    "title": named,
                    "drama": texts,
                    "intro": texts,
                    "episode_count": st.none() | st.integers(52, 999),
                    "sources": st.lists(source, max_size=2),
                }
            ),
            "themes": st.just(themes),
            "artists": st.just([]),
            "tracks": things(track),
            "chapters": things({"title": named, "body": texts, "sources": st.just([])}),
        }
    )


@st.composite
def packs(draw: st.DrawFn) -> tuple[Pack, frozenset[str]]:
    album = AlbumFile.model_validate(draw(albums()), context=UNFINISHED)
    assume(not [*album_problems(album)])  # two tracks alike
    asked, known = draw(unique_items(mood())), draw(unique_items(trivia()))
    assume({item.slug for item in asked}.isdisjoint(item.slug for item in known))
    files = {
        "mood": QuizFile(_header(draw(texts), "mood", 8, 2, 50), tuple(asked)),
        "trivia": QuizFile(_header(draw(texts), "trivia"), tuple(known)),
    }
    drafts = draw(st.sets(st.sampled_from([item.slug for item in asked])))
    return Pack(album, **files), frozenset(drafts)


def _header(title: dict[str, str], kind: str, *counts: int) -> QuizHeader:
    return QuizHeader(f"bells-{kind}", kind, Localized(**title), Localized(), *counts)


SLOW = [HealthCheck.too_slow]


class TestFiles:
    @settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
    @given(packs())
    def test_are_read_as_they_were_written(self, example: tuple[Pack, frozenset[str]]) -> None:
        text = album_text(*example)

        read = read_album_file(text.encode())

        assert (read.pack, read.drafts, read.bad) == (*example, ())
        assert album_text(*example) == text
