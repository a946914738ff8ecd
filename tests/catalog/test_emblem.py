import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.catalog.colors import contrast, oklch, rgb
from quizapp.catalog.emblem import MARKS, Tones, emblem, mark, palette, ranked
from quizapp.catalog.motifs import VIEW, dots

SLUGS = st.one_of(st.sampled_from(sorted(MARKS)), st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True))
PROFILES = st.dictionaries(SLUGS, st.integers(0, 5), max_size=7)
TRACKS = {
    "not-over": {"revenge": 5, "turbulence": 3, "suspense": 2},
    "ichinichi-dake": {"sacrifice": 5, "love": 3, "longing": 2},
    "amor-fati": {"triumph": 5, "mischief": 3, "turbulence": 2},
    "emperors-serenade": {"grandeur": 5, "betrayal": 3, "romance": 2},
}


def tones_of(profile: dict[str, int]) -> tuple[Tones, Tones]:
    look = palette(profile)
    return look.night, look.day


class TestContrast:
    def test_of_black_and_white_is_the_largest_there_is(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)

    def test_is_the_same_both_ways(self) -> None:
        assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777")

    def test_agrees_with_a_value_published_by_the_wcag_working_group(self) -> None:
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


class TestOklch:
    def test_gives_the_green_of_the_example_in_css_color_4(self) -> None:
        assert rgb(oklch(0.51975, 0.17686, 142.495)) == pytest.approx((0, 128, 0), abs=3)

    def test_keeps_the_lightness_of_a_color_too_strong_for_srgb(self) -> None:
        strong, gray = (contrast(oklch(0.5, chroma, 200), "#000000") for chroma in (0.4, 0))
        assert strong == pytest.approx(gray, rel=0.1)


class TestRanked:
    def test_puts_the_strongest_first_and_equal_ones_by_name(self) -> None:
        assert ranked({"power": 2, "love": 2, "revenge": 5}) == ["revenge", "love", "power"]

    def test_leaves_out_themes_without_weight(self) -> None:
        assert ranked({"power": 0, "love": 1}) == ["love"]


class TestMark:
    def test_is_the_same_for_an_unknown_theme_every_time(self) -> None:
        assert mark("forgiveness") == mark("forgiveness")

    def test_differs_between_unknown_themes(self) -> None:
        assert mark("forgiveness").hue != mark("nostalgia").hue


class TestPalette:
    @settings(max_examples=30)
    @given(PROFILES)
    def test_is_readable_whatever_the_profile(self, profile: dict[str, int]) -> None:
        for tones in tones_of(profile):
            for text in (tones.ink, tones.accent, tones.gold):
                assert contrast(text, tones.ground) >= 4.5

    @settings(max_examples=30)
    @given(PROFILES)
    def test_keeps_ink_and_gold_readable_where_the_light_falls(
        self, profile: dict[str, int]
    ) -> None:
        for tones in tones_of(profile):
            assert contrast(tones.ink, tones.deep) >= 4.5
            assert contrast(tones.gold, tones.deep) >= 4.5

    def test_shows_the_ornaments_of_every_theme(self) -> None:
        for slug in MARKS:
            night = palette({slug: 5}).night
            assert contrast(night.accent, night.ground) >= 4.5

    def test_is_told_apart_by_the_strongest_theme(self) -> None:
        accents = {palette({slug: 5}).night.accent for slug in MARKS}
        assert len(accents) == len(MARKS)


class TestEmblem:
    @settings(max_examples=30)
    @given(PROFILES)
    def test_is_the_same_for_the_same_profile(self, profile: dict[str, int]) -> None:
        assert emblem(profile) == emblem(dict(reversed(profile.items())))

    @settings(max_examples=30)
    @given(PROFILES)
    def test_stays_inside_its_rim(self, profile: dict[str, int]) -> None:
        for layer in emblem(profile).layers:
            for outline in layer.outlines:
                reach = layer.width / 2 if len(outline) == 1 else 0
                assert all(math.hypot(x, y) + reach <= 1.0001 for x, y in outline)

    @settings(max_examples=30)
    @given(PROFILES)
    def test_uses_only_colors_of_the_palette(self, profile: dict[str, int]) -> None:
        roles = set(Tones.__slots__)
        assert {layer.role for layer in emblem(profile).layers} <= roles

    @settings(max_examples=30)
    @given(PROFILES)
    def test_looks_the_same_turned_by_one_petal(self, profile: dict[str, int]) -> None:
        themes = ranked(profile)
        fold = mark(themes[0]).fold if themes else mark("grandeur").fold
        turn = complex(math.cos(2 * math.pi / fold), math.sin(2 * math.pi / fold))
        layers = emblem(profile).layers
        for role in {layer.role for layer in layers}:
            centers = [middle(o) for layer in layers if layer.role == role for o in layer.outlines]
            for center in centers:
                assert min(abs(center * turn - other) for other in centers) < 1e-6

    @settings(max_examples=30)
    @given(PROFILES)
    def test_turns_a_sector_all_the_way_round(self, profile: dict[str, int]) -> None:
        for band in emblem(profile).bands:
            assert len(band.turns) == band.fold - 1
            assert sum(band.turns) == pytest.approx(180 * (band.fold - 1), abs=0.1)

    def test_differs_between_all_tracks(self) -> None:
        assert len({emblem(profile) for profile in TRACKS.values()}) == len(TRACKS)

    def test_draws_something_for_no_theme_at_all(self) -> None:
        assert len(emblem({}).layers) > 8

    def test_gives_the_sixth_theme_no_ring(self) -> None:
        five = {"love": 5, "power": 4, "revenge": 3, "triumph": 2, "tragedy": 2}
        assert emblem(five | {"mischief": 1}) == emblem(five)


class TestPath:
    def test_leads_through_the_points_of_the_outline(self) -> None:
        for layer in emblem(TRACKS["not-over"]).layers:
            subpaths = layer.path.removeprefix("M").split("M")
            assert len(subpaths) == len(layer.outlines)
            for subpath, outline in zip(subpaths, layer.outlines, strict=True):
                assert walked(subpath) == [(round(VIEW * x), round(VIEW * y)) for x, y in outline]

    def test_of_a_dot_moves_the_pen_so_little_that_it_stays_round(self) -> None:
        dot = dots("gold", 0.5, (0.25, -1.0))
        assert (dot.path, dot.stroke_width) == ("M100-400h.01", VIEW)

    def test_stays_small_enough_for_a_page_of_nine(self) -> None:
        for profile in TRACKS.values():
            sectors = [layer for band in emblem(profile).bands for layer in band.sector]
            assert sum(len(layer.path) for layer in sectors) < 1_000


def middle(outline: tuple[tuple[float, float], ...]) -> complex:
    return sum(complex(x, y) for x, y in outline) / len(outline)


def walked(subpath: str) -> list[tuple[int, int]]:
    """The points a pen touches that follows relative moves."""
    start, _, moves = subpath.rstrip("z").removesuffix("h.01").partition("l")
    numbers = [int(n) for n in f"{start} {moves}".replace("-", " -").split()]
    points = [(numbers[0], numbers[1])]
    for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + x, points[-1][1] + y))
    return points
