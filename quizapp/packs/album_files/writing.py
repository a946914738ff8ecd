"""Write an album as one file."""

from collections.abc import Collection
from typing import Any

from quizapp.packs.schemas import AlbumFile, Pack
from quizapp.question_files.formats.yaml_pack import quiz_part
from quizapp.question_files.formats.yaml_text import dumped


def album_text(pack: Pack, drafts: Collection[str]) -> str:
    """The file of an album; read again it gives the same.

    :param drafts: slugs of questions that are not ready.
    """
    file: dict[str, Any] = album_part(pack.album)
    for quiz in filter(None, (pack.mood, pack.trivia)):
        file[quiz.quiz.kind] = quiz_part(quiz.items, quiz.quiz)
        if own := [item.slug for item in quiz.items if item.slug in drafts]:
            file[quiz.quiz.kind]["drafts"] = own
    return dumped(file)


def album_part(album: AlbumFile) -> dict[str, Any]:
    """The catalog as plain values, without what only an unusual album says."""
    file = album.model_dump(mode="json")
    unsaid: dict[str, Any] = {"episode_count": None, "categories": []}
    said = {
        name: value
        for name, value in file["album"].items()
        if name not in unsaid or value != unsaid[name]
    }
    return {**file, "album": said}
