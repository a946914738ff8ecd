"""Every page and state, of the game and of the desk: nothing for axe to find, and room for all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState

from quizapp.texts import LANGUAGES
from tests.browser.conftest import NewPage, axe_remarks, room_remarks
from tests.faults.game import Game, running
from tests.tour import duet, sign_in, walk

OPEN_FOLDS = """() => {
  window.folds = [...document.querySelectorAll("details:not([open])")];
  for (const fold of window.folds) fold.open = true;
}"""
CLOSE_FOLDS = "() => { for (const fold of window.folds) fold.open = false; }"


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    with running(tmp_path_factory.mktemp("game"), {"DEVELOPMENT": "1"}) as game:
        yield game


@pytest.fixture(scope="module")
def signed_in(browser: Browser, game: Game) -> StorageState:
    return sign_in(browser, game)


@pytest.mark.matrix
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
def test_are_fit_for_everybody(
    open_context: NewPage, game: Game, signed_in: StorageState, language: str
) -> None:
    page = open_context(
        base_url=f"http://127.0.0.1:{game.port}",
        service_workers="block",
        storage_state=signed_in,
    )
    remarks = {}

    for name in walk(page, language, duet(game)):
        page.evaluate(OPEN_FOLDS)
        remarks[name] = [*_axe_remarks_by_night_and_day(page), *room_remarks(page)]
        page.evaluate(CLOSE_FOLDS)

    assert {name: found for name, found in remarks.items() if found} == {}


def _axe_remarks_by_night_and_day(page: Page) -> list[str]:
    remarks = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        remarks += [f"{scheme}: {remark}" for remark in axe_remarks(page)]
    return remarks
