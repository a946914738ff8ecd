import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quizapp.catalog.emblem import emblem, palette
from quizapp.packs import schema
from quizapp.packs.schema import Pack, PackRefused, dump_pack, read_pack
from quizapp.packs.shapes import UNSEEN, Source

SHIPPED = Path(schema.__file__).parent / "data" / "the-last-empress-ost"
ALBUM, MOOD, TRIVIA = "album.yaml", "mood.yaml", "trivia.yaml"

Edit = Callable[[Any], object]

# PyYAML would turn U+0085 and its like into spaces; the schema refuses them.
readable = st.text(max_size=60).filter(lambda text: not UNSEEN.search(text))


def both(text: str) -> dict[str, str]:
    return {"en": text, "ko": text}


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


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return read_pack(SHIPPED)


def write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def edit(path: Path, change: Edit) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    write(path, content)


def problems_of(directory: Path) -> tuple[str, ...]:
    with pytest.raises(PackRefused) as refusal:
        read_pack(directory)
    return refusal.value.problems


class TestReadPack:
    def test_reads_every_file(self, directory: Path) -> None:
        pack = read_pack(directory)

        assert len(pack.album.tracks) == 10
        assert pack.mood is not None
        assert len(pack.mood.items) == 12
        assert pack.trivia is not None
        assert [option.is_key for option in pack.trivia.items[0].options] == [0, 1, 0, 0]

    def test_reads_an_album_without_quizzes(self, directory: Path) -> None:
        (directory / MOOD).unlink()
        (directory / TRIVIA).unlink()

        pack = read_pack(directory)

        assert (pack.mood, pack.trivia) == (None, None)

    def test_refuses_a_pack_without_album(self, directory: Path) -> None:
        (directory / ALBUM).unlink()

        assert problems_of(directory) == ("album.yaml: is missing",)

    def test_refuses_a_file_with_another_name(self, directory: Path) -> None:
        (directory / MOOD).rename(directory / "mood.yml")

        assert problems_of(directory) == (
            "mood.yml: is no file of a pack, which are album.yaml, mood.yaml, trivia.yaml",
        )

    def test_reads_decomposed_hangul_as_composed(self, directory: Path) -> None:
        edit(directory / TRIVIA, lambda c: c["items"][0]["stem"].update(ko="가"))

        trivia = read_pack(directory).trivia

        assert trivia is not None
        assert trivia.items[0].stem.ko == "가"

    def test_collects_the_problems_of_all_files(self, directory: Path) -> None:
        edit(directory / ALBUM, lambda c: c["themes"][2].update(glyph="long"))
        edit(directory / TRIVIA, lambda c: c["items"][0].update(stars=6))

        assert problems_of(directory) == (
            "album.yaml: themes[2].glyph: has 4 characters, must have 1 to 2",
            "trivia.yaml: items[0].stars: Input should be less than or equal to 5",
        )


class TestReadYaml:
    def test_refuses_a_key_given_twice(self, directory: Path) -> None:
        (directory / MOOD).write_text("format: 1\nquiz: {}\nformat: 1\n")

        assert problems_of(directory) == ("mood.yaml: line 3: format is given twice",)

    def test_names_the_line_of_a_syntax_slip(self, directory: Path) -> None:
        (directory / MOOD).write_text("format: 1\nquiz: [\n")

        (problem,) = problems_of(directory)

        assert problem.startswith("mood.yaml: line 3: ")

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"format: 2018-13-45", "mood.yaml: month must be in 1..12"),
            (b"format: \xff", "mood.yaml: 'utf-8' codec can't decode byte 0xff"),
            (b"", "mood.yaml: Input should be a valid dictionary"),
            (b"? [a, b]\n: 1", "mood.yaml: line 1: found unhashable key"),
            (b"!!python/object:os.system {}", "mood.yaml: line 1: could not determine a constr"),
        ],
    )
    def test_refuses_what_is_no_plain_mapping(
        self, directory: Path, content: bytes, problem: str
    ) -> None:
        (directory / MOOD).write_bytes(content)

        (found,) = problems_of(directory)

        assert found.startswith(problem)


class TestShapeRules:
    @pytest.mark.parametrize(
        ("name", "change", "problem"),
        [
            (
                MOOD,
                lambda c: c["items"][3]["options"][1].update(weights={"power": 3, "love": 2}),
                "mood.yaml: items[3].options[1].weights: spends 5 of 4 points",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["options"][0].update(
                    weights={"power": 1, "love": 1, "revenge": 1, "triumph": 1}
                ),
                "mood.yaml: items[0].options[0].weights: Dictionary should have at most 3 items",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["options"].pop(),
                "mood.yaml: items[0].options: List should have at least 4 items",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(ko=""),
                "mood.yaml: items[0].stem.ko: has 0 characters, must have 1 to 200",
            ),
            (
                MOOD,
                lambda c: c["quiz"].update(core_count="8"),
                "mood.yaml: quiz.core_count: Input should be a valid integer",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(en="safe\u202etxet"),
                "mood.yaml: items[0].stem.en: holds an invisible control character",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(en="one\ntwo"),
                "mood.yaml: items[0].stem.en: must stay on one line",
            ),
            (
                MOOD,
                lambda c: c["items"][0].update(note="?"),
                "mood.yaml: items[0].note: Extra inputs are not permitted",
            ),
            (
                ALBUM,
                lambda c: c["tracks"][0].update(profile={"longing": 4, "love": 1}),
                "album.yaml: tracks[0].profile: strongest weight is 4, must be 5",
            ),
            (
                ALBUM,
                lambda c: c["tracks"][0].update(profile={"longing": 5}),
                "album.yaml: tracks[0].profile: Dictionary should have at least 2 items",
            ),
            (
                ALBUM,
                lambda c: c["album"]["sources"][0].update(url="ftp://example.com"),
                "album.yaml: album.sources[0].url: is not an http or https address",
            ),
            (
                ALBUM,
                lambda c: c["artists"][0].update(slug="Jang Deok Cheol"),
                "album.yaml: artists[0].slug: String should match pattern",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0]["options"][0].update(is_key=True),
                "trivia.yaml: items[0].options: 2 options are the key, must be exactly one",
            ),
        ],
    )
    def test_names_the_path_of_the_problem(
        self, directory: Path, name: str, change: Edit, problem: str
    ) -> None:
        edit(directory / name, change)

        (found,) = problems_of(directory)

        assert found.startswith(problem)


class TestRulesBetweenParts:
    @pytest.mark.parametrize(
        ("name", "change", "problem"),
        [
            (
                ALBUM,
                lambda c: c["tracks"][2].update(slug="not-over"),
                "album.yaml: tracks[2].slug: not-over is taken by tracks[1]",
            ),
            (
                ALBUM,
                lambda c: c["tracks"][1].update(artists=["nobody"]),
                "album.yaml: tracks[1].artists: no artist is called nobody",
            ),
            (
                ALBUM,
                lambda c: c["tracks"][1]["profile"].update(boredom=1),
                "album.yaml: tracks[1].profile: no theme is called boredom",
            ),
            (
                ALBUM,
                lambda c: c["tracks"][1].update(profile={"longing": 5, "love": 2}),
                "album.yaml: tracks[1].profile: twin of tracks[0] (cosine 0.98)",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["options"][2].update(weights={"boredom": 4}),
                "mood.yaml: items[0].options[2].weights: no theme is called boredom",
            ),
            (
                MOOD,
                lambda c: c["items"][1].update(slug="palace-gates"),
                "mood.yaml: items[1].slug: palace-gates is taken by items[0]",
            ),
            (
                MOOD,
                lambda c: c["quiz"].update(core_count=13),
                "mood.yaml: quiz.core_count: 13 of 12 items",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0].update(themes=["boredom"]),
                "trivia.yaml: items[0].themes: no theme is called boredom",
            ),
            (
                TRIVIA,
                lambda c: c["quiz"].update(slug="mood"),
                "trivia.yaml: quiz.slug: mood is taken by mood.yaml",
            ),
        ],
    )
    def test_names_the_path_of_the_problem(
        self, directory: Path, name: str, change: Edit, problem: str
    ) -> None:
        edit(directory / name, change)

        assert problems_of(directory) == (problem,)


class TestDumpPack:
    def test_gives_the_same_pack_when_read_again(self, directory: Path, tmp_path: Path) -> None:
        pack = read_pack(directory)
        again = tmp_path / "again"
        again.mkdir()

        for name, text in dump_pack(pack).items():
            (again / name).write_text(text, "utf-8")

        assert read_pack(again) == pack
        assert dump_pack(read_pack(again)) == dump_pack(pack)

    def test_leaves_out_a_quiz_the_pack_does_not_have(self, directory: Path) -> None:
        pack = Pack(album=read_pack(directory).album)

        assert [*dump_pack(pack)] == [ALBUM]

    def test_writes_paragraphs_as_readable_blocks(self, directory: Path) -> None:
        text = dump_pack(read_pack(directory))[ALBUM]

        assert "    en: |-\n      Imagine a Korea" in text
        assert "황후의 품격" in text

    @given(text=readable, prose=st.text(alphabet="a \n:#|'\"-가", max_size=40))
    def test_keeps_any_readable_text(self, text: str, prose: str) -> None:
        part = Source.model_construct(label=text, url=prose, confidence="high")

        assert yaml.safe_load(schema._dump(part)) == part.model_dump()


class TestShippedPack:
    """The writing guide of the mood quiz, and what a phone can hold."""

    def test_writes_optional_notes_in_both_languages(self, shipped: Pack) -> None:
        for track in shipped.album.tracks:
            for note in (track.title_note, track.performance, track.credits):
                assert bool(note.en) == bool(note.ko), track.slug

    @pytest.mark.parametrize("name", [ALBUM, MOOD, TRIVIA])
    def test_quotes_as_books_do(self, name: str) -> None:
        texts = (SHIPPED / name).read_text("utf-8")

        assert re.findall(r".*'.*", texts) == []

    def test_leads_the_options_of_an_item_by_different_themes(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        for item in shipped.mood.items:
            leads = [max(option.weights, key=option.weights.__getitem__) for option in item.options]
            assert len({*leads}) == 4, item.slug

    def test_names_every_theme_in_five_options_or_more(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        options = [option for item in shipped.mood.items for option in item.options]
        for theme in shipped.album.themes:
            assert sum(theme.slug in option.weights for option in options) >= 5, theme.slug

    def test_gives_each_track_a_strongest_theme_of_its_own(self, shipped: Pack) -> None:
        strongest = [max(t.profile, key=t.profile.__getitem__) for t in shipped.album.tracks]

        assert len({*strongest}) == len(strongest)

    def test_draws_each_track_a_picture_of_its_own(self, shipped: Pack) -> None:
        profiles = [track.profile for track in shipped.album.tracks]

        assert len({str(emblem(profile)) for profile in profiles}) == len(profiles)
        assert len({str(palette(profile)) for profile in profiles}) == len(profiles)

    def test_names_a_source_of_the_album_in_one_way(self, shipped: Pack) -> None:
        file = shipped.album
        sources: list[Source] = [
            *file.album.sources,
            *(source for artist in file.artists for source in artist.sources),
            *(source for track in file.tracks for source in track.sources),
            *(source for chapter in file.chapters for source in chapter.sources),
        ]
        names = {source.url: (source.label, source.label_ko) for source in sources}

        assert [s.url for s in sources if (s.label, s.label_ko) != names[s.url]] == []

    def test_fits_a_phone(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        for item in shipped.mood.items:
            assert max(len(item.stem.en), len(item.stem.ko)) <= 110
            for option in item.options:
                assert max(len(option.text.en), len(option.text.ko)) <= 80

    def test_gives_a_chapter_its_length(self, shipped: Pack) -> None:
        for chapter in shipped.album.chapters:
            for body in (chapter.body.en, chapter.body.ko):
                assert 120 <= len(body.split()) <= 200, chapter.slug

    def test_claims_part_numbers_only_where_they_are_sourced(self, shipped: Pack) -> None:
        parts = {track.slug: track.part for track in shipped.album.tracks if track.part}

        assert parts == {"not-over": 2, "maeumeul-jeonhamyeon": 3}
