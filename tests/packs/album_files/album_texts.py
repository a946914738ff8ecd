"""Files of albums for the tests: the template, changed as a test wants."""

from collections.abc import Callable
from typing import Any

import yaml

from quizapp import clock
from quizapp.database.db import db
from quizapp.packs.album_files import service
from quizapp.packs.album_files.template import template_text
from quizapp.question_files.commands import CommandLine

Edit = Callable[[Any], object]
SLUG = "your-album-ost"


def template(*edits: Edit) -> bytes:
    """The template as a program would write it, after some edits of its values."""
    values = yaml.safe_load(template_text())
    for edit in edits:
        edit(values)
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False).encode()


def imported(data: bytes, *, with_missing: bool = False) -> service.Done:
    preview, done = service.import_album(
        data=data,
        name="album.yaml",
        with_missing=with_missing,
        author=CommandLine(),
        now=clock.now(),
    )
    assert done is not None, [*map(str, preview.read.faults)]
    return done


def exported(slug: str = SLUG) -> str:
    db.session.rollback()
    return service.text_of_album(slug=slug)
