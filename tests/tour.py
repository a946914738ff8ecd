"""A walk through every page and state of the game, for tools and tests that look at all of them.

Expects a game with ``DEVELOPMENT=1``, whose style guide shows every error.
"""

import random
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Literal

from playwright.sync_api import Browser, Page, StorageState, ViewportSize, sync_playwright

from quizapp import clock
from quizapp.mood.outcome import facts_of
from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.mood.scoring import next_decider
from quizapp.mood.service import Finished, respond
from quizapp.mood.sheet import Sheet
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.scoring import FASTEST_SECONDS_PER_WORD
from tests.faults.game import Game, inside

Scheme = Literal["dark", "light"]
Journey = Callable[[Page, str], Iterator[str]]

READING = {
    "home": "",
    "album": "album/",
    "chapter": "chapters/why-it-matters",
    "chapter-last": "chapters/beyond-the-drama",
    "track": "tracks/not-over",
    "on-screen": "tracks/destiny-taxi",
    "japanese": "tracks/ichinichi-dake",
    "artist": "artists/gaho",
    "theme": "themes/betrayal",
    "search": "search/?q=ga",
    "search-empty": "search/",
    "search-nothing": "search/?q=zzz",
    "diary-empty": "diary",
    "trivia": "trivia/",
    "archive": "trivia/archive",
    "leaderboard-empty": "trivia/leaderboard/all",
    "offline": "offline",
    "suggest": "suggest",
    "thanks": "suggest/thanks",
    "deleted": "deleted",
    "styleguide": "styleguide",
}
ERRORS = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)
ROOMS = {
    "desk": "",
    "desk-catalog": "catalog/1/",
    "desk-album": "albums/1",
    "desk-track": "tracks/1",
    "desk-artist": "artists/1",
    "desk-theme": "themes/1",
    "desk-chapter": "chapters/1",
    "desk-new-album": "new/albums/0",
    "desk-order": "catalog/1/order",
    "desk-order-albums": "order",
    "desk-site": "new/sites/0",
    "desk-preview-album": "albums/1/preview",
    "desk-preview-track": "tracks/1/preview",
    "desk-quiz": "quizzes/mood/",
    "desk-settings": "settings/1",
    "desk-trivia": "quizzes/trivia/",
    "desk-balance": "quizzes/mood/balance",
    "desk-what-if": "quizzes/mood/balance?option=1&theme=love&weight=4",
    "desk-guide": "quizzes/mood/guide",
    "desk-item": "items/1",
    "desk-preview": "items/1/preview",
    "desk-new-track": "new/tracks/1",
    "desk-new-item": "new/items/1",
    "desk-trivia-item": "items/20",
    "desk-trivia-preview": "items/20/preview",
    "desk-new-trivia-item": "new/items/2",
    "desk-history": "history/item/1",
    "desk-import": "import",
    "desk-export": "export",
    "desk-suggestions": "suggestions",
    "desk-flags": "flags",
    "desk-nicknames": "moderation/",
    "desk-refused-words": "moderation/words",
    "desk-deletions": "moderation/deletions",
    "desk-moderation-log": "moderation/log",
    "desk-figures": "figures",
    "desk-mood-figures": "figures/mood",
    "desk-trivia-figures": "figures/trivia",
    "desk-people": "people",
    "desk-account": "account",
    "desk-password": "account/password",
    "desk-second-factor": "account/second-factor",
}
EDITOR, PASSWORD = "Hae-ra", "the snow falls on every roof"


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def visitor(
    browser: Browser,
    game: Game,
    *,
    size: tuple[int, int],
    scheme: Scheme = "dark",
    language: str = "en",
    state: StorageState | None = None,
) -> Page:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{game.port}",
        viewport=ViewportSize(width=size[0], height=size[1]),
        color_scheme=scheme,
        locale=language,
        reduced_motion="reduce",
        service_workers="block",
        storage_state=state,
    )
    return context.new_page()


def sign_in(browser: Browser, game: Game) -> StorageState:
    """The session cookie of an editor who has just signed in."""
    link = game.command("editor", "add", EDITOR, "--admin").stdout.strip()
    page = visitor(browser, game, size=(390, 844))
    page.goto(link)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    _press(page, "main form .primary")
    page.locator("[name=name]").fill(EDITOR)
    page.locator("[name=password]").fill(PASSWORD)
    _press(page, "main form .primary")
    state = page.context.storage_state()
    page.context.close()
    return state


def duet(game: Game) -> str:
    """The slug of a result in which two tracks are tied."""
    rng = random.Random(1)
    with inside(game.settings):
        quiz = playable(live_edition("mood", "mood").id)
        sheets = (_finished_sheet(quiz, rng) for _ in range(100_000))
        sheet = next(sheet for sheet in sheets if facts_of(quiz, sheet).is_duet)
        attempt = secrets.token_urlsafe(16)
        done = respond(quiz=quiz, sheet=sheet, attempt=attempt, now=clock.now())
        assert isinstance(done, Finished)
        return done.slug


def walk(page: Page, language: str, duet_slug: str, chosen: Iterable[str] = ()) -> Iterator[str]:
    """Goes from page to page, and yields the name of each."""
    wanted = set(chosen)
    places = {
        **READING,
        "duet": f"r/{duet_slug}",
        **{f"error-{status}": f"styleguide/errors/{status}" for status in ERRORS},
        **{name: f"desk/{path}" for name, path in ROOMS.items()},
    }
    for name, path in places.items():
        if not wanted or name in wanted:
            page.goto(f"/{language}/{path}")
            yield name
    for names, journey in JOURNEYS.items():
        if not wanted or wanted & set(names):
            yield from _as_far_as(wanted & set(names), journey(page, language))


def _as_far_as(wanted: set[str], names: Iterator[str]) -> Iterator[str]:
    """The wanted names up to the last of them; all of them when none is wanted specially."""
    if not wanted:
        yield from names
    while wanted:
        name = next(names)
        if name in wanted:
            wanted.discard(name)
            yield name


def _mood(page: Page, language: str) -> Iterator[str]:
    page.goto(f"/{language}/mood/")
    yield "quiz"
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    yield "question"
    _answer_until_result(page)
    yield "result"
    slug = page.url.partition("/r/")[2]
    leave = page.locator("[data-link]").input_value()
    page.goto(f"/{language}/r/{slug}?friend")
    yield "result-of-a-friend"
    page.goto(f"/{language}/embed/r/{slug}")
    yield "framed-result"
    page.goto(f"/{language}/embed/mood")
    yield "framed-quiz"
    page.goto(f"/{language}/diary")
    yield "diary"
    page.goto(f"/{language}/mood/?friend={slug}")
    yield "quiz-after-a-friend"
    for number in range(8):
        page.keyboard.press(str(3 - number % 3))
        page.keyboard.press("Enter")
    page.locator("[data-decider], .duel, .spotlight").first.wait_for()
    while page.locator("[data-decider]").count():
        _answer(page)
    yield "comparison"
    page.goto(page.url.replace("/c/", "/embed/c/").partition("?")[0])
    yield "framed-comparison"
    page.goto(leave)
    yield "delete"


def _refused(page: Page, language: str) -> Iterator[str]:
    page.goto(f"/{language}/mood/")
    for _ in range(7):
        page.locator("[data-next]").click()
    with page.expect_navigation():
        page.locator("[data-next]").click()
    yield "no-evidence"


def _decider(page: Page, language: str) -> Iterator[str]:
    for places in product((1, 2, 3), repeat=8):
        page.goto(f"/{language}/mood/")
        for place in places:
            page.keyboard.press(str(place))
            page.keyboard.press("Enter")
        page.locator("[data-decider], .spotlight").first.wait_for()
        if page.locator("[data-decider]").count():
            yield "decider"
            return


def _trivia(page: Page, language: str) -> Iterator[str]:
    page.goto(f"/{language}/trivia/")
    _press(page, "form .primary")
    yield "trivia-question"
    _answer(page, is_read=True)
    yield "trivia-feedback"
    page.locator("#flag summary").click()
    yield "trivia-flag"
    _finish_round(page, is_read=True)
    yield "trivia-result"
    result, link = page.url, page.locator("#share-link").input_value()
    page.goto(result.replace("/result", "/review"))
    yield "trivia-review"
    page.goto(result.replace("/result", "/delete"))
    yield "trivia-delete"
    page.goto(f"/t/{link.rpartition('/')[2]}")
    yield "trivia-challenge"
    _press(page, "form .primary")
    _answer(page, -1)
    _finish_round(page, -1)
    yield "trivia-duel"
    page.goto(result)
    page.locator("[name=nickname]").fill(f"Sunny {secrets.randbelow(9999)}")
    page.locator("[name=nickname]").press("Enter")
    page.wait_for_load_state()
    page.goto(f"/{language}/trivia/leaderboard/all")
    yield "leaderboard"
    page.goto(f"/{language}/trivia/")
    yield "trivia-again"


JOURNEYS: dict[tuple[str, ...], Journey] = {
    (
        "quiz",
        "question",
        "result",
        "result-of-a-friend",
        "framed-result",
        "framed-quiz",
        "diary",
        "quiz-after-a-friend",
        "comparison",
        "framed-comparison",
        "delete",
    ): _mood,
    ("no-evidence",): _refused,
    ("decider",): _decider,
    (
        "trivia-question",
        "trivia-feedback",
        "trivia-flag",
        "trivia-result",
        "trivia-review",
        "trivia-delete",
        "trivia-challenge",
        "trivia-duel",
        "leaderboard",
        "trivia-again",
    ): _trivia,
}


def _answer_until_result(page: Page) -> None:
    for number in range(7):
        page.keyboard.press(str(number % 4 + 1))
        page.keyboard.press("Enter")
    page.locator("[data-decider], .spotlight").first.wait_for()
    while page.locator("[data-decider]").count():
        _answer(page)


def _finish_round(page: Page, place: int = 0, *, is_read: bool = False) -> None:
    """From the first feedback to the result."""
    for _ in range(7):
        _press(page, "main .primary")
        _answer(page, place, is_read=is_read)
    _press(page, "main .primary")


def _answer(page: Page, place: int = 0, *, is_read: bool = False) -> None:
    """Choose an answer; a round goes on the leaderboard only when every stem ``is_read``."""
    if is_read:
        words = len(page.locator("form legend").first.inner_text().split())
        page.wait_for_timeout(words * 1000 * FASTEST_SECONDS_PER_WORD + 500)
    page.locator("label.option").nth(place).click()
    _press(page, "main form .primary")


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def _finished_sheet(quiz: PlayableEdition, rng: random.Random) -> Sheet:
    """Core answers at random, and deciders for as long as two tracks are close."""
    items, core = quiz.content.items, quiz.content.core_count
    answers: list[int | None] = [rng.randrange(len(item.options)) for item in items[:core]]
    answers += [None] * (len(items) - core)
    deciders: tuple[int, ...] = ()
    while (due := next_decider(quiz.table, tuple(answers), deciders)) is not None:
        answers[due] = rng.randrange(len(items[due].options))
        deciders = (*deciders, due)
    return Sheet(tuple(answers), deciders)
