import shutil
from pathlib import Path

import pytest

from quizapp.packs.service import shipped_packs
from tests.packs.pack_files import ALBUM, MOOD, TRIVIA, both, write

[SHIPPED] = shipped_packs()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A pack of its own: the shipped album and mood quiz, and a trivia quiz of one item."""
    for name in (ALBUM, MOOD):
        shutil.copy(SHIPPED / name, tmp_path)
    options = [{"text": both(text)} for text in ("Kei", "Gaho", "Seo Ji-an", "Jang Deok Cheol")]
    item = {
        "slug": "not-over-singer",
        "category": "tracks",
        "stars": 1,
        "spoiler_episode": 0,
        "stem": both("Who sings it?"),
        "options": [options[0], {**options[1], "is_key": True}, *options[2:]],
        "explanation": both("Gaho does."),
        "themes": ["revenge"],
        "sources": [{"label": "A", "url": "https://example.com/a", "confidence": "high"}],
    }
    quiz = {"slug": "trivia", "kind": "trivia", "title": both("Trivia"), "intro": both("Go.")}
    write(tmp_path / TRIVIA, {"format": 1, "quiz": quiz, "items": [item]})
    return tmp_path
