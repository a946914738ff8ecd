"""`make cards`: every kind of card, in every format and language, as a fresh game draws them.

Writes ``.cache/cards/<language>-<kind>-<format>.png``; the few that the documents show are written
to ``docs/screenshots`` as well, smaller.
"""

import random
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image

from benchmarks.speed import players
from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from quizapp.server.startup import prepare
from quizapp.sharing.cards import FORMATS, card
from quizapp.sharing.shares import share_by_slug
from quizapp.texts import LANGUAGES
from quizapp.trivia.service.board import enter_board
from tests.faults.game import ROOT
from tests.trivia.players import TriviaPlayer

TARGET = ROOT / ".cache" / "cards"
ADDRESS = "http://ost.example.org"
SEED = 11
SHOWN = {
    ("en", "result", "landscape"): (600, 315),
    ("ko", "comparison", "landscape"): (600, 315),
    ("ko", "result", "story"): (270, 480),
    ("en", "round", "square"): (315, 315),
}
SHOWN_COLORS = 128


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(read_settings({"DATA_DIR": folder, "PUBLIC_URL": ADDRESS}))
        with app.app_context():
            prepare()
            shared = list(_shared())
        for (kind, slug), language in product(shared, LANGUAGES):
            with app.test_request_context(f"/{language}/"):
                app.preprocess_request()
                content = share_by_slug(kind, slug).content
            for name, form in FORMATS.items():
                _save(card(content, form), (language, kind, name))


def _shared() -> Iterator[tuple[str, str]]:
    """One of each kind, by kind and slug."""
    rng = random.Random(SEED)
    result = players.mood_result(rng)
    yield "home", "the-last-empress-ost"
    yield "track", "not-over"
    yield "result", _slug(result)
    yield "comparison", _slug(players.comparison(result, rng))
    yield "today", "trivia"
    yield "round", _round()


def _round() -> str:
    edition = live_edition("trivia", QuizKind.TRIVIA)
    fan = TriviaPlayer(edition, clock.now())
    done = fan.play(fan.begin_today(), [True, True, False, True, True, True, False, True])
    enter_board(play_key=done.play_key, typed="달빛 Luna")
    return done.slug


def _slug(path: str) -> str:
    return path.rpartition("/")[2]


def _save(png: bytes, which: tuple[str, str, str]) -> None:
    (TARGET / f"{'-'.join(which)}.png").write_bytes(png)
    if size := SHOWN.get(which):
        picture = Image.open(BytesIO(png)).convert("RGB").resize(size, Image.Resampling.LANCZOS)
        path: Path = ROOT / "docs" / "screenshots" / f"card-{'-'.join(which)}.png"
        picture.quantize(SHOWN_COLORS).save(path)


if __name__ == "__main__":
    main()
