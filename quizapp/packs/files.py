"""Read a content pack from its directory, check it, and write it back as text.

A pack is a directory with ``album.yaml`` and, optionally, ``mood.yaml`` and ``trivia.yaml``.
Problems name the file and the path in it: ``mood.yaml: items[3].slug: over is taken by items[1]``.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Protocol

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .schemas import AlbumFile, MoodFile, Pack, TriviaFile

__all__ = ["Pack", "PackRefused", "dump_pack", "read_pack"]

FILES: dict[str, type[BaseModel]] = {
    "album.yaml": AlbumFile,
    "mood.yaml": MoodFile,
    "trivia.yaml": TriviaFile,
}
TWIN_COSINE = 0.95


class HasSlug(Protocol):
    @property
    def slug(self) -> str: ...


class PackRefused(Exception):
    """The pack breaks its rules; ``problems`` holds one line for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_pack(directory: Path) -> Pack:
    """The checked pack; shapes are checked before the rules between the files.

    :raises PackRefused: with every problem that could be found.
    """
    problems: list[str] = [*_wrong_files(directory)]
    parts: dict[str, Any] = {}
    for name, shape in FILES.items():
        if (directory / name).is_file():
            try:
                parts[name.removesuffix(".yaml")] = _read_file(directory / name, shape)
            except PackRefused as refusal:
                problems += refusal.problems
    if problems:
        raise PackRefused(problems)
    pack = Pack(**parts)
    if broken := [*_broken_rules(pack)]:
        raise PackRefused(broken)
    return pack


def dump_pack(pack: Pack) -> dict[str, str]:
    """File name to YAML text; written to a directory and read again they give the same pack."""
    parts = {"album.yaml": pack.album, "mood.yaml": pack.mood, "trivia.yaml": pack.trivia}
    return {name: _dump(part) for name, part in parts.items() if part is not None}


# Files


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML lets the last of two equal keys win silently; an editor would lose text that way."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value} is given twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _wrong_files(directory: Path) -> Iterator[str]:
    if not (directory / "album.yaml").is_file():
        yield "album.yaml: is missing"
    for path in sorted(directory.glob("*.y*ml")):
        if path.name not in FILES:
            yield f"{path.name}: is no file of a pack, which are {', '.join(FILES)}"


def _read_file(path: Path, shape: type[BaseModel]) -> BaseModel:
    try:
        # An impossible date such as 2018-13-45 is a plain ValueError in PyYAML, as is broken UTF-8.
        content = yaml.load(path.read_text("utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506
        return shape.model_validate(content)
    except ValidationError as invalid:
        raise PackRefused(f"{path.name}: {_problem(error)}" for error in invalid.errors()) from None
    except (yaml.YAMLError, ValueError) as unreadable:
        raise PackRefused([f"{path.name}: {_first_line(unreadable)}"]) from None


def _problem(error: ErrorDetails) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"])
    message = error["msg"].removeprefix("Value error, ")
    return f"{path.lstrip('.')}: {message}" if path else message


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"line {mark.line + 1}: {problem}" if mark else problem


class _ReadableDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_ReadableDumper.add_representer(str, _represent_text)


def _dump(part: BaseModel) -> str:
    return yaml.dump(
        part.model_dump(), Dumper=_ReadableDumper, sort_keys=False, allow_unicode=True, width=110
    )


# Rules between parts


def _broken_rules(pack: Pack) -> Iterator[str]:
    yield from _prefixed("album.yaml", _album_rules(pack.album))
    themes = {theme.slug for theme in pack.album.themes}
    if pack.mood:
        yield from _prefixed("mood.yaml", _mood_rules(pack.mood, themes))
    if pack.trivia:
        yield from _prefixed("trivia.yaml", _trivia_rules(pack.trivia, themes))
    if pack.mood and pack.trivia and pack.mood.quiz.slug == pack.trivia.quiz.slug:
        yield f"trivia.yaml: quiz.slug: {pack.trivia.quiz.slug} is taken by mood.yaml"


def _prefixed(name: str, problems: Iterable[str]) -> Iterator[str]:
    return (f"{name}: {problem}" for problem in problems)


def _album_rules(album: AlbumFile) -> Iterator[str]:
    yield from _repeated_slugs("themes", album.themes)
    yield from _repeated_slugs("artists", album.artists)
    yield from _repeated_slugs("tracks", album.tracks)
    yield from _repeated_slugs("chapters", album.chapters)
    artists = {artist.slug for artist in album.artists}
    themes = {theme.slug for theme in album.themes}
    for at, track in enumerate(album.tracks):
        yield from _unknown(f"tracks[{at}].artists", "artist", track.artists, artists)
        yield from _unknown(f"tracks[{at}].profile", "theme", track.profile, themes)
    yield from _twin_tracks(album)


def _mood_rules(mood: MoodFile, themes: set[str]) -> Iterator[str]:
    yield from _repeated_slugs("items", mood.items)
    if mood.quiz.core_count > len(mood.items):
        yield f"quiz.core_count: {mood.quiz.core_count} of {len(mood.items)} items"
    for at, item in enumerate(mood.items):
        for nth, option in enumerate(item.options):
            path = f"items[{at}].options[{nth}].weights"
            yield from _unknown(path, "theme", option.weights, themes)


def _trivia_rules(trivia: TriviaFile, themes: set[str]) -> Iterator[str]:
    yield from _repeated_slugs("items", trivia.items)
    for at, item in enumerate(trivia.items):
        yield from _unknown(f"items[{at}].themes", "theme", item.themes, themes)


def _repeated_slugs(path: str, parts: Sequence[HasSlug]) -> Iterator[str]:
    first: dict[str, int] = {}
    for at, part in enumerate(parts):
        taken = first.setdefault(part.slug, at)
        if taken != at:
            yield f"{path}[{at}].slug: {part.slug} is taken by {path}[{taken}]"


def _unknown(path: str, kind: str, slugs: Iterable[str], known: set[str]) -> Iterator[str]:
    return (f"{path}: no {kind} is called {slug}" for slug in slugs if slug not in known)


def _twin_tracks(album: AlbumFile) -> Iterator[str]:
    for (at, one), (other_at, other) in combinations(enumerate(album.tracks), 2):
        cosine = _cosine(one.profile, other.profile)
        if cosine >= TWIN_COSINE:
            yield f"tracks[{other_at}].profile: twin of tracks[{at}] (cosine {cosine:.2f})"


def _cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    shared = sum(weight * other.get(theme, 0) for theme, weight in one.items())
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
