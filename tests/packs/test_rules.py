"""What a pack must keep, told with file and path."""

from pathlib import Path

import pytest

from tests.packs.pack_files import ALBUM, MOOD, TRIVIA, Edit, edit, problems_of


class TestShapeRules:
    @pytest.mark.parametrize(
        ("name", "change", "problem"),
        [
            (
                MOOD,
                lambda c: c["items"][3]["options"][1].update(weights={"power": 3, "love": 2}),
                "mood.yaml: items[3].options[1].weights: An option has 4 points to give; this one",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["options"][0].update(
                    weights={"power": 1, "love": 1, "revenge": 1, "triumph": 1}
                ),
                "mood.yaml: items[0].options[0].weights: At most 3 themes; this one has 4.",
            ),
            (
                MOOD,
                lambda c: c["items"][0].update(options=c["items"][0]["options"][:1]),
                "mood.yaml: items[0].options: A question has 2 to 6 options; this one has 1.",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(ko=""),
                "mood.yaml: items[0].stem.ko: One of the two languages is missing.",
            ),
            (
                MOOD,
                lambda c: c["quiz"].update(core_count="eight"),
                "mood.yaml: quiz.core_count: “eight” is not a whole number.",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(en="safe\u202etxet"),
                "mood.yaml: items[0].stem.en: A character that cannot be shown (U+202E).",
            ),
            (
                MOOD,
                lambda c: c["items"][0]["stem"].update(en="one\ntwo"),
                "mood.yaml: items[0].stem.en: This must stand on one line.",
            ),
            (
                MOOD,
                lambda c: c["items"][0].update(note="?"),
                "mood.yaml: items[0].note: “note” is not a known field.",
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
                "trivia.yaml: items[0].options: Exactly one option must be right; this question",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0].pop("slug"),
                "trivia.yaml: items[0].slug: This must be filled in.",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0].pop("sources"),
                "trivia.yaml: items[0].sources: There is no source yet.",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0]["sources"][0].update(label="A\u200b"),
                "trivia.yaml: items[0].sources[0].label: A character that cannot be shown",
            ),
            (
                TRIVIA,
                lambda c: c.update(author="me"),
                "trivia.yaml: “author” is not a known field.",
            ),
            (
                TRIVIA,
                lambda c: c.pop("quiz"),
                "trivia.yaml: quiz: This must be filled in.",
            ),
            (
                TRIVIA,
                lambda c: c["quiz"].update(kind="mood"),
                "trivia.yaml: quiz.kind: is mood, must be trivia",
            ),
            (
                MOOD,
                lambda c: c["quiz"].pop("decider_lead"),
                "mood.yaml: quiz.decider_lead: This must be filled in.",
            ),
            (
                MOOD,
                lambda c: c["quiz"].update(core_count=3),
                "mood.yaml: quiz.core_count: This must be a number from 4–20.",
            ),
            (
                MOOD,
                lambda c: c["quiz"]["title"].update(en="One\ntwo"),
                "mood.yaml: quiz.title.en: This must stand on one line.",
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
                lambda c: c["tracks"][1]["scene"].update(source="https://example.org/"),
                "album.yaml: tracks[1].scene.source: is none of the track's sources",
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
                "mood.yaml: items[0].options[2].weights: “boredom” is not a known theme.",
            ),
            (
                MOOD,
                lambda c: c["items"][1].update(slug="palace-gates"),
                "mood.yaml: items[1].slug: Row 1 has the same slug.",
            ),
            (
                MOOD,
                lambda c: c["quiz"].update(core_count=13),
                "mood.yaml: quiz.core_count: 13 of 12 items",
            ),
            (
                TRIVIA,
                lambda c: c["items"][0].update(themes=["boredom"]),
                "trivia.yaml: items[0].themes: “boredom” is not a known theme.",
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
