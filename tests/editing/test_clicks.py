"""How many clicks an album takes: typed by hand at most half of what they were, from a file few.

A click is a link or a button that is on the page; what is typed or chosen in fields is not counted.
Before, the same album took 115 (``BEFORE``): every form needed a way in, a save and a way back.
"""

import io
import re
from html import unescape

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.catalog.models import Album, Chapter, Track
from quizapp.database.db import db
from quizapp.quizzes.models import Item, Quiz
from tests.admin_pages import FormFiller
from tests.editors import EditorClient
from tests.packs.album_files.album_texts import template

pytestmark = pytest.mark.slow

BEFORE = {"album": 3, "artists": 15, "tracks": 18, "chapters": 9, "mood": 30, "trivia": 40}
THIRD = (
    *(("", ""), ("longing", "5"), ("revenge", "5")),
    *(("grandeur", "4"), ("mischief", "5"), ("suspense", "5")),
)
"""A theme more for each track, so that no two are alike."""
TRACKS, ARTISTS, CHAPTERS, QUESTIONS = 6, 3, 3, 10
DESK = "/en/desk"


class Hand:
    """An editor who goes only where a link or a button of the page leads, and counts."""

    def __init__(self, desk: EditorClient) -> None:
        self.desk = desk
        self.clicks = 0
        self.page = desk.get("/").text
        self.form: FormFiller | None = None

    def follow(self, label: str) -> None:
        """Click the link of this label."""
        self.clicks += 1
        root = html5lib.parse(self.page, namespaceHTMLElements=False)
        links = {"".join(a.itertext()).strip(): a.get("href") or "" for a in root.iter("a")}
        path = links[label].removeprefix(DESK).partition("#")[0]
        self.form = FormFiller(self.desk, path)
        self.page = self.form.page.text

    def press(self, command: str) -> None:
        """Click the button of this command."""
        self.clicks += 1
        assert self.form is not None
        assert f'value="{command}"' in self.page
        answer = self.form.press(command)
        assert answer.status_code == 303, self.form.page.text
        self.form.path = answer.headers["Location"].removeprefix(DESK).partition("?")[0]
        self.page = self.form.page.text

    def put(self, name: str, *values: str) -> None:
        assert self.form is not None
        assert f'name="{name}"' in self.page
        self.form.put(name, *values)


def type_tracks(hand: Hand) -> None:
    for number in range(TRACKS):
        weights = ("love", "5", "power", str(number % 5 + 1), *THIRD[number])
        hand.put("title-en", f"Bell {number}")
        hand.put("profile", *weights)
        if number < ARTISTS:
            hand.put("new_artist-en", f"Ringer {number}")
        hand.press("save and add" if number < TRACKS - 1 else "save")


def type_chapters(hand: Hand) -> None:
    for number in range(CHAPTERS):
        hand.put("title-en", f"Chapter {number}")
        hand.put("body-en", "It rings.")
        hand.press("save and add" if number < CHAPTERS - 1 else "save")


def type_questions(hand: Hand, kind: str) -> None:
    for number in range(QUESTIONS):
        hand.put("stem-en", f"{kind}: which bell, {number}?")
        for at, answer in enumerate(("Tin", "Clay", "Bronze", "Glass")):
            hand.put(f"options-{at}-text-en", f"{answer} {number}")
            if kind == "mood":
                hand.put(f"options-{at}-weights", ("love", "power", "longing", "revenge")[at], "4")
        if kind == "trivia":
            hand.put("options-0-is_key", "y")
        assert hand.form is not None
        hand.form.fields = [pair for pair in hand.form.fields if pair[0] != "is_ready"]
        hand.press("save and add" if number < QUESTIONS - 1 else "save")


class TestByHand:
    def test_takes_at_most_half_the_clicks_of_before(
        self, game: Flask, sunny: EditorClient
    ) -> None:
        hand = Hand(sunny)
        hand.follow("New album")
        hand.put("title-en", "Bells")
        hand.put("drama-en", "The Bell")
        hand.press("save")
        hand.follow("← Album")
        hand.follow("New track")
        type_tracks(hand)
        hand.follow("← Album")
        hand.follow("New chapter")
        type_chapters(hand)
        for kind, title in (
            ("mood", "Which track of Bells is your mood?"),
            ("trivia", "How well do you know The Bell?"),
        ):
            hand.page = sunny.get("/").text
            hand.clicks += 1  # the desk, in the menu of every page
            hand.follow(title)
            hand.follow("New question")
            type_questions(hand, kind)

        album = db.session.scalars(select(Album).filter_by(slug="bells")).one()
        assert count_of(Track, album) == TRACKS
        assert count_of(Chapter, album) == CHAPTERS
        quizzes = select(Quiz.id).where(Quiz.album_id == album.id)
        items = select(func.count()).select_from(Item).where(Item.quiz_id.in_(quizzes))
        assert db.session.scalar(items) == 2 * QUESTIONS
        assert hand.clicks == 41
        assert hand.clicks * 2 <= sum(BEFORE.values())


class TestFromAFile:
    def test_takes_three_clicks(self, game: Flask, sunny: EditorClient) -> None:
        hand = Hand(sunny)
        hand.follow("Add an album from a file")
        hand.clicks += 1  # Look at it first
        file = (io.BytesIO(template()), "album.yaml")
        answer = sunny.post("/albums/file", {"file": file, "text": ""})
        page = sunny.get(answer.headers["Location"].removeprefix(DESK)).text
        hand.clicks += 1  # Take over what is ticked
        digest = re.search(r'name="digest"[^>]*value="([^"]+)"', page)
        boxes = re.findall(r'name="take" form="take" value="([^"]*)" checked', page)
        assert digest
        taken = {"digest": digest[1], "take": [unescape(value) for value in boxes]}

        assert sunny.post("/albums/file/preview", taken).status_code == 303
        assert db.session.scalar(select(Album).filter_by(slug="your-album-ost")) is not None
        assert hand.clicks == 3


def count_of(model: type[Track | Chapter], album: Album) -> int:
    rows = select(func.count()).select_from(model).where(model.album_id == album.id)
    return db.session.scalar(rows) or 0
