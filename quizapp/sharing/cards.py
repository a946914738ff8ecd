"""Draw cards to share: the content of a card becomes a PNG in one of three formats."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .backdrops import FULL, PAINTS, SMOOTH, Box, Place, Profile, Size, backdrop, lay
from .text_layout import Block, fitted, length

Row = tuple[str, int]
"""A name and a number, 0 to 100."""


@dataclass(frozen=True, slots=True)
class CardContent:
    """The words and numbers of a card.

    ``profiles`` (one to three) give emblems and colors, the first one the light.
    ``caption`` says what the numbers of ``rows`` are, ``unit`` follows each of them.
    """

    headline: str
    title: str
    profiles: tuple[Profile, ...]
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    caption: str = ""
    rows: tuple[Row, ...] = ()
    unit: str = "%"
    marks: tuple[bool, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """Where things go, in pixels; ``words`` is the box (left, top, right, bottom) of the text,
    ``footer`` the height of the middle of the footer."""

    size: Size
    words: Box
    footer: int
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
    footer=580,
    is_centered=False,
    titles=(84, 68, 56, 46),
    text=34,
    places={
        1: ((300, 325, 240),),
        2: ((226, 246, 172), (374, 420, 172)),
        3: ((300, 214, 136), (182, 412, 136), (418, 412, 136)),
    },
)
# Apps lay their own buttons over the upper and the lower 250 pixels of a story.
STORY = Format(
    size=(1080, 1920),
    words=(90, 860, 990, 1570),
    footer=1630,
    is_centered=True,
    titles=(112, 92, 76, 62),
    text=46,
    places={
        1: ((540, 540, 290),),
        2: ((390, 465, 214), (690, 615, 214)),
        3: ((540, 425, 178), (356, 650, 178), (724, 650, 178)),
    },
)
SQUARE = Format(
    size=(1080, 1080),
    words=(80, 524, 1000, 980),
    footer=1024,
    is_centered=True,
    titles=(80, 66, 54, 46),
    text=36,
    places={
        1: ((540, 280, 212),),
        2: ((366, 280, 200), (714, 280, 200)),
        3: ((540, 280, 180), (226, 280, 160), (854, 280, 160)),
    },
)
FORMATS = {"landscape": LANDSCAPE, "story": STORY, "square": SQUARE}

Put = Callable[[int], None]
"""Draws a part of the card at a height (y of its upper edge)."""


def card(content: CardContent, form: Format) -> bytes:
    """Draw a card and return it as PNG."""
    places = form.places[len(content.profiles)]
    picture = backdrop(content.profiles, form.size, places, form.words).copy()
    canvas = _Canvas(form)
    canvas.stack(_composed(content, canvas))
    canvas.footer(content.footer)
    for paint, strokes in canvas.strokes.items():
        lay(picture, paint, strokes)
    return _png(picture)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a card.

    ``is_spare`` parts are left out first when there is no room for all.
    """

    height: int
    gap: int
    put: Put
    is_spare: bool = False


class _Canvas:
    """Collects the strokes of each paint; nothing is seen before `lay` lays them on a card."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.strokes = {paint: Image.new("L", form.size) for paint in PAINTS}
        self.draws = {paint: ImageDraw.Draw(layer) for paint, layer in self.strokes.items()}

    def stack(self, parts: list[_Part]) -> None:
        """Paints the parts below each other, the whole centered in the box of words."""
        y = self.form.words[1] + max(0, self.form.height - _height(parts)) // 2
        for part in parts:
            part.put(y)
            y += part.height + part.gap

    def words(self, block: Block, paint: str, gap: int, is_spare: bool = False) -> _Part:
        def put(y: int) -> None:
            for number, line in enumerate(block.lines):
                self._line(line, block, y + number * block.leading, paint)

        return _Part(block.height, gap, put, is_spare)

    def rows(self, rows: tuple[Row, ...], unit: str) -> _Part:
        size = round(self.form.text * 0.88)
        pitch = size * 2

        def put(y: int) -> None:
            for number, row in enumerate(rows):
                self._row(row, unit, y + number * pitch, size)

        return _Part(pitch * len(rows), 0, put)

    def marks(self, marks: tuple[bool, ...]) -> _Part:
        """A lozenge for each answer: full when right, hollow when wrong."""
        if not marks:
            return _Part(0, 0, lambda y: None)
        side = min(self.form.text * 2, self.form.width // len(marks))

        def put(y: int) -> None:
            x = self._start(side * len(marks))
            for number, is_right in enumerate(marks):
                left = x + number * side
                self._lozenge((left, y, left + side, y + side), is_full=is_right)

        return _Part(side, self.form.text * 2 // 3, put)

    def footer(self, text: str) -> None:
        block = fitted(text, "Bold", (round(self.form.text * 0.86),), self.form.width, 1)
        for line in block.lines:
            self._line(line, block, self.form.footer - block.height // 2, "gold")

    def _line(self, line: str, block: Block, y: int, paint: str) -> None:
        x = self._start(round(length(line, block.font)))
        self.draws[paint].text((x, y), line, FULL, block.font)

    def _start(self, width: int) -> int:
        free = self.form.width - width
        return self.form.words[0] + (free // 2 if self.form.is_centered else 0)

    def _row(self, row: Row, unit: str, y: int, size: int) -> None:
        name, value = row
        left, _, right, _ = self.form.words
        number = fitted(f"{value}{unit}", "Bold", (size,), self.form.width, 1)
        room = self.form.width - size - round(length(number.lines[0], number.font))
        label = fitted(name, "Regular", (size,), room, 1)
        for line in label.lines:
            self.draws["ink"].text((left, y), line, FULL, label.font)
        self.draws["ink"].text((right, y), number.lines[0], FULL, number.font, anchor="ra")
        top, bottom = y + round(size * 1.36), y + round(size * 1.66)
        end = left + max(bottom - top, (right - left) * value // 100)
        self._bar("ground", (left, top, right, bottom))
        self._bar("gold", (left, top, end, bottom))

    def _bar(self, paint: str, box: Box) -> None:
        with self._soft(paint, box) as (draw, width, height):
            draw.rounded_rectangle((0, 0, width - 1, height - 1), height // 2, FULL)

    def _lozenge(self, box: Box, *, is_full: bool) -> None:
        with self._soft("gold", box) as (draw, width, height):
            x, y, reach = width // 2, height // 2, round(width * 0.36)
            corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
            draw.polygon(corners, FULL if is_full else 0, FULL, width // 17)

    @contextmanager
    def _soft(self, paint: str, box: Box) -> Iterator[tuple[ImageDraw.ImageDraw, int, int]]:
        """Room to draw in, larger than the box it is for: its edges come out soft."""
        left, top, right, bottom = box
        size = ((right - left) * SMOOTH, (bottom - top) * SMOOTH)
        room = Image.new("L", size)
        yield ImageDraw.Draw(room), *size
        self.strokes[paint].paste(FULL, box, room.reduce(SMOOTH))


def _composed(content: CardContent, canvas: _Canvas) -> list[_Part]:
    """The largest title that leaves room for the rest; spare parts yield before it gets small."""
    headline, *rest = _around_title(content, canvas)
    needed = [part for part in rest if not part.is_spare]
    sizes = canvas.form.titles
    for size, others in [
        *((size, rest) for size in sizes[:2]),
        *((size, needed) for size in sizes),
    ]:
        title = fitted(content.title, "Bold", (size,), canvas.form.width, 3)
        words = canvas.words(title, "ink", canvas.form.text * 2 // 3)
        parts = [part for part in (headline, words, *others) if part.height]
        if _height(parts) <= canvas.form.height and not title.is_cut:
            break
    while _height(parts) > canvas.form.height:
        del parts[2]  # below the title; the numbers, which stand last, go last
    return parts


def _around_title(content: CardContent, canvas: _Canvas) -> list[_Part]:
    """The headline, and what follows the title."""
    form, text = canvas.form, canvas.form.text
    gap = text * 2 // 3

    def line(words: str, weight: str, size: int, most_lines: int = 1) -> Block:
        return fitted(words, weight, (size,), form.width, most_lines)

    lines = [line(words, "Regular", text, 2) for words in content.lines]
    return [
        canvas.words(line(content.headline, "Bold", text), "gold", text // 3),
        canvas.words(line(content.subtitle, "Regular", round(text * 1.25)), "gold", gap),
        canvas.marks(content.marks),
        *(canvas.words(block, "ink", gap, is_spare=True) for block in lines),
        canvas.words(line(content.caption, "Regular", round(text * 0.88)), "gold", text // 2),
        canvas.rows(content.rows, content.unit),
    ]


def _height(parts: list[_Part]) -> int:
    return sum(part.height + part.gap for part in parts) - parts[-1].gap


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
