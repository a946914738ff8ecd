"""Pictures to share: a scene in words and numbers becomes a PNG in one of three formats."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from quizapp.catalog.emblem import Tones, palette
from quizapp.sharing.backdrops import Box, Place, Profile, Size, backdrop
from quizapp.sharing.lettering import Block, fitted, length

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
    words: Box
    is_centered: bool
    titles: tuple[int, ...]
    text: int
    places: dict[int, tuple[Place, ...]]

    @property
    def width(self) -> int:
        return self.words[2] - self.words[0]

    @property
    def height(self) -> int:
        return self.words[3] - self.words[1]


LANDSCAPE = Format(
    size=(1200, 630),
    words=(588, 56, 1140, 530),
    is_centered=False,
    titles=(84, 68, 56, 46),
    text=34,
    places={
        1: ((300, 325, 240),),
        2: ((226, 246, 172), (374, 420, 172)),
        3: ((300, 214, 136), (182, 412, 136), (418, 412, 136)),
    },
)
STORY = Format(
    size=(1080, 1920),
    words=(90, 930, 990, 1640),
    is_centered=True,
    titles=(112, 92, 76, 62),
    text=46,
    places={
        1: ((540, 550, 330),),
        2: ((380, 470, 250), (700, 640, 250)),
        3: ((540, 390, 200), (336, 690, 200), (744, 690, 200)),
    },
)
SQUARE = Format(
    size=(1080, 1080),
    words=(80, 560, 1000, 980),
    is_centered=True,
    titles=(80, 66, 54, 46),
    text=36,
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
    places = form.places[len(scene.profiles)]
    behind = backdrop(scene.profiles, form.size, places, form.words)
    picture = behind.convert("RGB")
    easel = _Easel(ImageDraw.Draw(picture), form, palette(dict(scene.profiles[0])).night)
    easel.stack(_composed(scene, easel))
    easel.footer(scene.footer)
    return _png(picture.quantize(palette=behind, dither=Image.Dither.NONE))


@dataclass(frozen=True, slots=True)
class _Part:
    """``is_spare`` parts are left out first when there is no room for all."""

    height: int
    gap: int
    paint: Paint
    is_spare: bool = False


@dataclass(frozen=True, slots=True)
class _Easel:
    draw: ImageDraw.ImageDraw
    form: Format
    tones: Tones

    def stack(self, parts: list[_Part]) -> None:
        """Paints the parts below each other, the whole centered in the box of words."""
        y = self.form.words[1] + max(0, self.form.height - _height(parts)) // 2
        for part in parts:
            part.paint(y)
            y += part.height + part.gap

    def words(self, block: Block, color: str, gap: int, is_spare: bool = False) -> _Part:
        def paint(y: int) -> None:
            for number, line in enumerate(block.lines):
                self._line(line, block, y + number * block.leading, color)

        return _Part(block.height, gap, paint, is_spare)

    def rows(self, rows: tuple[Row, ...]) -> _Part:
        size = round(self.form.text * 0.88)
        pitch = round(size * 1.9)

        def paint(y: int) -> None:
            for number, row in enumerate(rows):
                self._row(row, y + number * pitch, size)

        return _Part(pitch * len(rows), size, paint)

    def marks(self, marks: tuple[bool, ...]) -> _Part:
        """A lozenge for each answer: full when right, hollow when wrong."""
        if not marks:
            return _Part(0, 0, lambda y: None)
        side = min(self.form.text * 2, self.form.width // len(marks))

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
        x = self._start(round(length(line, block.font)))
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

    def _bar(self, percent: int, box: Box) -> None:
        left, top, right, bottom = box
        radius = (bottom - top) // 2
        end = left + max(2 * radius, (right - left) * percent // 100)
        self.draw.rounded_rectangle(box, radius, self.tones.ground)
        self.draw.rounded_rectangle((left, top, end, bottom), radius, self.tones.gold)

    def _lozenge(self, x: int, y: int, reach: int, is_full: bool) -> None:
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        if is_full:
            self.draw.polygon(corners, self.tones.gold)
        self.draw.line([*corners, *corners[:2]], self.tones.gold, 4, joint="curve")


def _composed(scene: Scene, easel: _Easel) -> list[_Part]:
    """The largest title that leaves room for the rest; spare parts yield before it gets small."""
    headline, *rest = _around_title(scene, easel)
    needed = [part for part in rest if not part.is_spare]
    sizes = easel.form.titles
    for size, others in [
        *((size, rest) for size in sizes[:2]),
        *((size, needed) for size in sizes),
    ]:
        title = fitted(scene.title, "Bold", (size,), easel.form.width, 3)
        words = easel.words(title, easel.tones.ink, easel.form.text // 2)
        parts = [part for part in (headline, words, *others) if part.height]
        if _height(parts) <= easel.form.height and not title.is_cut:
            break
    while _height(parts) > easel.form.height:
        parts.pop()
    return parts


def _around_title(scene: Scene, easel: _Easel) -> list[_Part]:
    """The headline, and what follows the title."""
    form, tones, text = easel.form, easel.tones, easel.form.text
    gap = text * 2 // 3

    def line(words: str, weight: str, size: int, most_lines: int = 1) -> Block:
        return fitted(words, weight, (size,), form.width, most_lines)

    lines = [line(words, "Regular", text, 2) for words in scene.lines]
    return [
        easel.words(line(scene.headline, "Bold", text), tones.gold, text // 3),
        easel.words(line(scene.subtitle, "Regular", round(text * 1.25)), tones.gold, gap),
        easel.marks(scene.marks),
        *(easel.words(block, tones.ink, gap, is_spare=True) for block in lines),
        easel.rows(scene.rows),
    ]


def _height(parts: list[_Part]) -> int:
    return sum(part.height + part.gap for part in parts) - parts[-1].gap


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
