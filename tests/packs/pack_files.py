"""Helpers to change the files of a pack, and to hear what is wrong with them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from quizapp.packs.files import PackRefused, read_pack

ALBUM, MOOD, TRIVIA = "album.yaml", "mood.yaml", "trivia.yaml"

Edit = Callable[[Any], object]


def both(text: str) -> dict[str, str]:
    return {"en": text, "ko": text}


def write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def edit(path: Path, change: Edit) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    write(path, content)


def lines_of(directory: Path) -> tuple[str, ...]:
    with pytest.raises(PackRefused) as refusal:
        read_pack(directory)
    return refusal.value.problems


def problems_of(directory: Path) -> tuple[str, ...]:
    """Without the lines, which differ with every edit."""
    return tuple(re.sub(r": line \d+: ", ": ", line) for line in lines_of(directory))
