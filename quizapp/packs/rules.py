"""Check what a content pack must satisfy beyond its schema and the rules of an item.

A pack is published as soon as it is loaded, so its items are complete; nothing in it is invisible.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Protocol

from quizapp.mood.balance.problems import TWIN_TRACKS, cosine
from quizapp.question_files.formats.results import ReadResult
from quizapp.quizzes.candidate import CandidateItem, QuizHeader
from quizapp.quizzes.problems import ItemProblem, ProblemCode
from quizapp.quizzes.rules import USUAL, AlbumRules, gaps_of, texts_of
from quizapp.quizzes.text_rules import header_problems
from quizapp.texts import LANGUAGES, Localized

from .messages import problem_words
from .schemas import UNSEEN, AlbumFile

SHORT_TEXTS = ("stem", "options")
"""What stays on one line."""


class HasSlug(Protocol):
    @property
    def slug(self) -> str: ...


# album.yaml


def album_problems(album: AlbumFile) -> Iterator[str]:
    """The rules between the parts of an album: one name for one thing, and no two tracks alike."""
    yield from _repeated_slugs("themes", album.themes)
    yield from _repeated_slugs("artists", album.artists)
    yield from _repeated_slugs("tracks", album.tracks)
    yield from _repeated_slugs("chapters", album.chapters)
    yield from _repeated_slugs("album.categories", album.album.categories)
    artists = {artist.slug for artist in album.artists}
    themes = {theme.slug for theme in album.themes}
    last = rules_of(album).episode_count
    for at, track in enumerate(album.tracks):
        yield from _unknown(f"tracks[{at}].artists", "artist", track.artists, artists)
        yield from _unknown(f"tracks[{at}].profile", "theme", track.profile, themes)
        if track.scene and track.scene.spoiler_episode > last:
            yield f"tracks[{at}].scene.spoiler_episode: the drama has {last} episodes"
        addresses = {source.url for source in track.sources}
        if track.scene and track.scene.source not in addresses:
            yield f"tracks[{at}].scene.source: is none of the track's sources"
    yield from _twin_tracks(album)


def rules_of(album: AlbumFile) -> AlbumRules:
    """What the file says of the album's questions."""
    own = tuple(category.slug for category in album.album.categories)
    count = album.album.episode_count
    return AlbumRules(own or USUAL.categories, USUAL.episode_count if count is None else count)


def _repeated_slugs(path: str, parts: Sequence[HasSlug]) -> Iterator[str]:
    first: dict[str, int] = {}
    for at, part in enumerate(parts):
        taken = first.setdefault(part.slug, at)
        if taken != at:
            yield f"{path}[{at}].slug: {part.slug} is taken by {path}[{taken}]"


def _unknown(path: str, kind: str, slugs: Iterable[str], known: set[str]) -> Iterator[str]:
    return (f"{path}: no {kind} is called {slug}" for slug in slugs if slug not in known)


def _twin_tracks(album: AlbumFile) -> Iterator[str]:
    themes = {theme for track in album.tracks for theme in track.profile}
    profiles = [[track.profile.get(theme, 0) for theme in themes] for track in album.tracks]
    for (at, one), (other_at, other) in combinations(enumerate(profiles), 2):
        likeness = cosine(one, other)
        if likeness >= TWIN_TRACKS:
            yield f"tracks[{other_at}].profile: twin of tracks[{at}] (cosine {likeness:.2f})"


# mood.yaml, trivia.yaml


def quiz_problems(result: ReadResult) -> Iterator[str]:
    """What a quiz file of sound items still lacks to be published with its pack."""
    if result.header is None:
        yield problem_words(ItemProblem(ProblemCode.MISSING, "quiz"))
    else:
        yield from _header_problems(result.header, len(result.rows))
    for row in result.rows:
        if row.item:
            sound = replace(row, problems=())
            incomplete = sound.with_problems([*_item_problems(row.item)])
            yield from map(problem_words, incomplete.problems)


def _header_problems(header: QuizHeader, item_count: int) -> Iterator[str]:
    texts = _by_language({"title": header.title, "intro": header.intro})
    for problem in (*header_problems(header), *_unseen(texts)):
        yield problem_words(replace(problem, field=f"quiz.{problem.field}"))
    if (header.core_count or 0) > item_count:
        yield f"quiz.core_count: {header.core_count} of {item_count} items"


def _item_problems(item: CandidateItem) -> Iterator[ItemProblem]:
    if not item.slug:
        yield ItemProblem(ProblemCode.MISSING, "slug")
    yield from gaps_of(item)
    texts = _by_language({path: text for path, text, _limit in texts_of(item)})
    for path, text in texts.items():
        if path.startswith(SHORT_TEXTS) and "\n" in text:
            yield ItemProblem(ProblemCode.LINE_BREAK, path)
    yield from _unseen(texts)
    for position, source in enumerate(item.sources, start=1):
        labels = {"label": source.label, "label_ko": source.label_ko}
        yield from _unseen({f"sources.{position}.{name}": labels[name] for name in labels})


def _by_language(texts: Mapping[str, Localized]) -> dict[str, str]:
    """The texts of each language by path."""
    return {
        f"{path}.{language}": getattr(text, language)
        for path, text in texts.items()
        for language in LANGUAGES
    }


def _unseen(texts: Mapping[str, str]) -> Iterator[ItemProblem]:
    for path, text in texts.items():
        if unseen := UNSEEN.search(text):
            yield ItemProblem(ProblemCode.CONTROL_CHARACTER, path, f"U+{ord(unseen[0]):04X}")
