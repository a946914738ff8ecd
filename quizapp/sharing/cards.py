"""Pictures to share: a scene in words and numbers becomes a PNG in one of three formats."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from quizapp.catalog.emblem import Tones, palette
from quizapp.sharing.backdrops import Place, Profile, Size, backdrop
from quizapp.sharing.lettering import Block, fitted

Row = tuple[str, int]
"""A name and a percentage, 0 to 100."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All a card says. ``profiles`` (one to three) give emblems and colors, the first the light."""

    headline: str
    title: str
    profiles: tuple[Profile, ...]
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    marks: tuple[bool, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """Where things go, in pixels; ``words`` is the box (left, top, right, bottom) of the text."""

    size: Size
    words: tuple[int, int, int, int]
    is_centered: bool
    titles: tuple[int, ...]
    text: int
    places: dict[int, tuple[Place, ...]]

    @property
    def width(self) -> int:
        return self.words[2] - self.words[0]


LANDSCAPE = Format(
    size=(1200, 630),
    words=(588, 60, 1140, 540),
    is_centered=False,
    titles=(84, 68, 56, 46),
    text=30,
    places={
        1: ((300, 325, 240),),
        2: ((226, 246, 172), (374, 420, 172)),
        3: ((300, 214, 136), (182, 412, 136), (418, 412, 136)),
    },
)
STORY = Format(
    size=(1080, 1920),
    words=(90, 1010, 990, 1640),
    is_centered=True,
    titles=(112, 92, 76, 62),
    text=42,
    places={
        1: ((540, 620, 350),),
        2: ((376, 540, 260), (704, 720, 260)),
        3: ((540, 450, 210), (330, 780, 210), (750, 780, 210)),
    },
)
SQUARE = Format(
    size=(1080, 1080),
    words=(80, 560, 1000, 980),
    is_centered=True,
    titles=(80, 66, 54, 46),
    text=32,
    places={
        1: ((540, 310, 230),),
        2: ((360, 310, 210), (720, 310, 210)),
        3: ((540, 310, 180), (226, 310, 160), (854, 310, 160)),
    },
)
FORMATS = {"landscape": LANDSCAPE, "story": STORY, "square": SQUARE}

Paint = Callable[[int], None]
"""Draws a part of the card at a height (y of its upper edge)."""


def card(scene: Scene, form: Format) -> bytes:
    """The PNG of a scene."""
    picture = backdrop(scene.profiles, form.size, form.places[len(scene.profiles)]).copy()
    easel = _Easel(ImageDraw.Draw(picture), form, palette(dict(scene.profiles[0])).night)
    easel.stack(_parts(scene, easel))
    easel.footer(scene.footer)
    return _png(picture)


@dataclass(frozen=True, slots=True)
class _Part:
    height: int
    gap: int
    paint: Paint


@dataclass(frozen=True, slots=True)
class _Easel:
    draw: ImageDraw.ImageDraw
    form: Format
    tones: Tones

    def stack(self, parts: list[_Part]) -> None:
        """Paints the parts that fit below each other, the whole centered in the box of words."""
        _, top, _, bottom = self.form.words
        while sum(part.height + part.gap for part in parts) > bottom - top + parts[-1].gap:
            parts.pop()
        free = bottom - top - sum(part.height + part.gap for part in parts) + parts[-1].gap
        y = top + free // 2
        for part in parts:
            part.paint(y)
            y += part.height + part.gap

    def words(self, block: Block, color: str, gap: int) -> _Part:
        def paint(y: int) -> None:
            for number, line in enumerate(block.lines):
                self._line(line, block, y + number * block.leading, color)

        return _Part(block.height, gap, paint)

    def rows(self, rows: tuple[Row, ...]) -> _Part:
        size = self.form.text
        pitch = round(size * 2.1)

        def paint(y: int) -> None:
            for number, row in enumerate(rows):
                self._row(row, y + number * pitch, size)

        return _Part(pitch * len(rows), size, paint)

    def marks(self, marks: tuple[bool, ...]) -> _Part:
        """A lozenge for each answer: full when right, hollow when wrong."""
        side = min(self.form.text * 2, self.form.width // max(1, len(marks)))

        def paint(y: int) -> None:
            x = self._start(side * len(marks)) + side // 2
            for number, is_right in enumerate(marks):
                self._lozenge(x + number * side, y + side // 2, round(side * 0.36), is_right)

        return _Part(side, self.form.text, paint)

    def footer(self, text: str) -> None:
        block = fitted(text, "Bold", (round(self.form.text * 0.86),), self.form.width, 1)
        bottom = self.form.words[3]
        y = bottom + (min(self.form.size[1] - bottom, 180) - block.height) // 2
        for line in block.lines:
            self._line(line, block, y, self.tones.gold)

    def _line(self, line: str, block: Block, y: int, color: str) -> None:
        x = self._start(round(block.font.getlength(line)))
        self.draw.text((x, y), line, color, block.font)

    def _start(self, width: int) -> int:
        free = self.form.width - width
        return self.form.words[0] + (free // 2 if self.form.is_centered else 0)

    def _row(self, row: Row, y: int, size: int) -> None:
        name, percent = row
        left, _, right, _ = self.form.words
        label = fitted(name, "Regular", (size,), self.form.width - 4 * size, 1)
        number = fitted(f"{percent} %", "Bold", (size,), 4 * size, 1)
        for line in label.lines:
            self.draw.text((left, y), line, self.tones.ink, label.font)
        self.draw.text((right, y), number.lines[0], self.tones.ink, number.font, anchor="ra")
        self._bar(percent, (left, y + round(size * 1.36), right, y + round(size * 1.66)))

    def _bar(self, percent: int, box: tuple[int, int, int, int]) -> None:
        left, top, right, bottom = box
        radius = (bottom - top) // 2
        end = left + max(2 * radius, (right - left) * percent // 100)
        self.draw.rounded_rectangle(box, radius, self.tones.deep, self.tones.second)
        self.draw.rounded_rectangle((left, top, end, bottom), radius, self.tones.gold)

    def _lozenge(self, x: int, y: int, reach: int, is_full: bool) -> None:
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        fill = self.tones.gold if is_full else None
        self.draw.polygon(corners, fill, self.tones.gold, width=3)


def _parts(scene: Scene, easel: _Easel) -> list[_Part]:
    """What the scene has to say, most important first."""
    form, tones = easel.form, easel.tones
    text = form.text

    def block(words: str, weight: str, sizes: tuple[int, ...], most_lines: int) -> Block:
        return fitted(words, weight, sizes, form.width, most_lines)

    parts = [
        easel.words(block(scene.headline, "Bold", (text,), 1), tones.gold, text // 3),
        easel.words(block(scene.title, "Bold", form.titles, 3), tones.ink, text // 2),
        easel.words(block(scene.subtitle, "Regular", (round(text * 1.25),), 1), tones.gold, text),
        easel.marks(scene.marks),
        *(easel.words(block(line, "Regular", (text,), 2), tones.ink, text) for line in scene.lines),
        easel.rows(scene.rows),
    ]
    return [part for part in parts if part.height]


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
