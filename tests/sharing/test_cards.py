import io
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from quizapp.catalog.colors import rgb
from quizapp.catalog.emblem import emblem, palette
from quizapp.sharing.backdrops import Box, Profile, backdrop
from quizapp.sharing.cards import FORMATS, LANDSCAPE, SQUARE, STORY, CardContent, Format, card
from quizapp.sharing.text_layout import drawable, fitted, font, length, wrapped

NOT_OVER = (("revenge", 5), ("turbulence", 3), ("suspense", 2))
WHAT_IF = (("longing", 5), ("tragedy", 3), ("love", 1))
HEART = (("love", 5), ("romance", 2), ("triumph", 1))
RESULT = CardContent(
    headline="당신의 트랙",
    title="끝이 아니길",
    profiles=(NOT_OVER,),
    subtitle="가호",
    lines=("복수는 한 번으로 끝나지 않는다.",),
    rows=(("끝이 아니길", 54), ("어땠을까", 31), ("여자의 결심", 8)),
    footer="ost.example.org",
)
CORPUS = "황후의 품격 — “Not Over” ‘é’ « » · ★ ♥ ♪ 「」 쀍쳌 100 % & < > É"


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def batched_by_three(data: bytes) -> Iterator[tuple[int, int, int]]:
    return zip(data[::3], data[1::3], data[2::3], strict=True)


def distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    """Of the channel in which two colors differ most."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def written_box(content: CardContent, form: Format) -> tuple[int, int, int, int]:
    """Where the card clearly differs from its backdrop."""
    places = form.places[len(content.profiles)]
    behind = backdrop(content.profiles, form.size, places, form.words).convert("RGB")
    difference = ImageChops.difference(opened(card(content, form)).convert("RGB"), behind)
    box = difference.convert("L").point(lambda level: 255 * (level > 24)).getbbox()
    assert box is not None
    return box


class TestCard:
    @pytest.mark.parametrize("name", FORMATS)
    def test_has_the_size_of_its_format_and_is_light(self, name: str) -> None:
        png = card(RESULT, FORMATS[name])
        picture = opened(png)
        assert picture.format == "PNG"
        assert picture.size == FORMATS[name].size
        assert len(png) <= 120_000

    @pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
    @pytest.mark.parametrize("profiles", [(NOT_OVER,), (NOT_OVER, WHAT_IF), (HEART,) * 3])
    def test_carries_one_to_three_emblems(
        self, profiles: tuple[Profile, ...], form: Format
    ) -> None:
        assert len(card(replace(RESULT, profiles=profiles), form)) <= 120_000

    def test_is_the_same_for_the_same_scene(self) -> None:
        assert card(RESULT, SQUARE) == card(RESULT, SQUARE)

    def test_shows_every_number_it_is_given(self) -> None:
        other = replace(RESULT, rows=(("끝이 아니길", 55), *RESULT.rows[1:]))
        assert card(other, LANDSCAPE) != card(RESULT, LANDSCAPE)

    def test_tells_right_answers_from_wrong_ones_by_shape(self) -> None:
        right = replace(RESULT, marks=(True, False), rows=())
        assert card(right, STORY) != card(replace(right, marks=(False, True)), STORY)

    def test_draws_composed_and_decomposed_hangul_alike(self) -> None:
        decomposed = replace(RESULT, title=unicodedata.normalize("NFD", RESULT.title))
        assert card(decomposed, LANDSCAPE) == card(RESULT, LANDSCAPE)

    def test_drops_emoji_without_a_trace(self) -> None:
        assert card(replace(RESULT, title="끝이 🎵아니길 👑"), SQUARE) == card(RESULT, SQUARE)

    @pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
    def test_keeps_overlong_words_inside_the_picture(self, form: Format) -> None:
        flood = CardContent(
            "x" * 999, "가" * 999, (HEART,), "w " * 500, ("ㅋ" * 999,) * 9, footer="y" * 999
        )
        left, top, right, bottom = written_box(flood, form)
        assert left >= form.words[0] - 4
        assert right <= form.words[2] + 4
        assert top >= form.words[1]
        assert bottom <= form.size[1]

    def test_keeps_the_numbers_below_a_title_that_takes_all_the_room(self) -> None:
        crowded = replace(RESULT, title="가" * 60, lines=())
        assert card(crowded, LANDSCAPE) != card(replace(crowded, rows=()), LANDSCAPE)

    def test_leaves_out_a_line_before_it_shrinks_the_title(self) -> None:
        crowded = replace(RESULT, lines=("아주 긴 문장이 여기에 있다. " * 3,) * 3)
        assert card(crowded, LANDSCAPE) == card(replace(crowded, lines=()), LANDSCAPE)

    @settings(max_examples=20, deadline=None)
    @given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
    def test_draws_whatever_people_type(self, title: str, line: str, name: str) -> None:
        content = CardContent("a", title, (WHAT_IF,), name, (line,), rows=((name, 100), (title, 0)))
        assert opened(card(content, SQUARE)).size == SQUARE.size

    def test_says_what_its_numbers_are(self) -> None:
        captioned = replace(RESULT, lines=(), caption="어울림", unit="")
        assert card(captioned, STORY) != card(replace(captioned, caption=""), STORY)
        assert card(captioned, STORY) != card(replace(captioned, unit=" %"), STORY)

    def test_needs_little_time_once_backdrop_and_fonts_are_there(self) -> None:
        card(RESULT, LANDSCAPE)
        fastest = min(cpu_seconds(replace(RESULT, title=f"끝이 아니길 {n}")) for n in range(5))
        assert fastest <= 0.060


class TestBackdrop:
    def pixels(self, profile: Profile, box: Box) -> list[tuple[int, int, int]]:
        form = LANDSCAPE
        picture = backdrop((profile,), form.size, form.places[1], form.words)
        return list(batched_by_three(picture.convert("RGB").crop(box).tobytes()))

    @pytest.mark.parametrize("profile", [NOT_OVER, WHAT_IF, HEART])
    def test_has_a_sky_without_stripes(self, profile: Profile) -> None:
        left, top, right, _ = LANDSCAPE.words
        row = self.pixels(profile, (left, top, right, top + 1))
        assert max(distance(one, other) for one, other in pairwise(row)) <= 2

    @pytest.mark.parametrize("profile", [NOT_OVER, WHAT_IF, HEART])
    def test_has_the_colors_of_the_emblem(self, profile: Profile) -> None:
        seen = set(self.pixels(profile, (60, 85, 540, 565)))
        tones = palette(dict(profile)).night
        for role in {layer.role for layer in emblem(dict(profile)).layers}:
            assert min(distance(rgb(getattr(tones, role)), color) for color in seen) <= 8, role


class TestDrawable:
    def test_keeps_hangul_latin_and_typographic_signs(self) -> None:
        assert drawable(CORPUS) == CORPUS

    @pytest.mark.parametrize("text", ["🎵", "漢字", "👩‍🎤", "\u202e", "\x00", "\ufffe"])
    def test_drops_what_would_be_a_box_or_unseen(self, text: str) -> None:
        assert drawable(f"a{text}b") == "ab"

    def test_cuts_decomposed_hangul_no_earlier_than_composed(self) -> None:
        text = "끝이아니길" * 60
        assert drawable(unicodedata.normalize("NFD", text)) == drawable(text)

    def test_turns_line_breaks_into_spaces(self) -> None:
        assert drawable(" one\n\ttwo ") == "one two"


class TestWrapped:
    def test_breaks_at_spaces_first(self) -> None:
        face = font("Regular", 30)
        lines = wrapped("어땠을까 어땠을까", face, round(length("어땠을까 어", face)))
        assert lines == ["어땠을까", "어땠을까"]

    def test_breaks_a_word_by_syllables_when_it_must(self) -> None:
        face = font("Regular", 30)
        assert wrapped("어땠을까", face, round(length("어땠", face)) + 1) == ["어땠", "을까"]

    @given(st.text(st.sampled_from("가나 abW.,"), max_size=60))
    def test_loses_no_letter_and_keeps_to_the_width(self, text: str) -> None:
        face = font("Regular", 30)
        lines = wrapped(text, face, 120)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(face.getlength(line) <= 121 for line in lines)


class TestFitted:
    def test_takes_the_largest_size_that_fits(self) -> None:
        assert fitted("Not Over", "Bold", (84, 46), 552, 1).font.size == 84
        assert fitted("Not Over " * 3, "Bold", (84, 46), 700, 1).font.size == 46

    def test_says_that_it_had_to_cut(self) -> None:
        block = fitted("Not Over " * 30, "Bold", (46,), 552, 2)
        assert block.is_cut
        assert len(block.lines) == 2
        assert block.lines[-1].endswith("…")

    def test_cuts_after_a_sentence_where_one_fits(self) -> None:
        block = fitted("One two three. " + "Four five six " * 9, "Regular", (40,), 470, 2)
        assert " ".join(block.lines) == "One two three."

    def test_cuts_no_word_in_two(self) -> None:
        width = round(length("sentimental sentimental", font("Regular", 40)))
        block = fitted("sentimental " * 30, "Regular", (40,), width + 1, 2)
        assert set(" ".join(block.lines).rstrip("…").split()) == {"sentimental"}

    def test_leaves_no_lonely_last_word(self) -> None:
        block = fitted("one two three four five six", "Bold", (40,), 470, 2)
        first, second = (length(line, block.font) for line in block.lines)
        assert second > first / 2

    def test_breaks_no_word_that_fits_a_line(self) -> None:
        block = fitted("Today’s round", "Bold", (84,), 552, 3)
        assert block.lines == ("Today’s", "round")


def cpu_seconds(content: CardContent) -> float:
    start = time.process_time()
    card(content, LANDSCAPE)
    return time.process_time() - start
