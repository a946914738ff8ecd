"""A game below a path of its host: what scripts and the service worker make of addresses."""

from pathlib import Path

import pytest

from tests.browser.conftest import NewPage, serving
from tests.browser.test_offline import open_quiz, play, settle

SCOPE = "async () => (await navigator.serviceWorker.ready).scope"
LEAVE_OTHER_CACHES = """async () => {
  // The worker has to be there before the quiz is opened, or nothing tells it to keep the page.
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  for (const name of ["game-000000000000", "shop"]) await caches.open(name);
}"""
CACHES = "async () => (await caches.keys()).map((it) => it.replace(/[0-9a-f]{12}$/, '*')).sort()"


@pytest.mark.slow
def test_is_played_with_and_without_a_network(tmp_path: Path, open_context: NewPage) -> None:
    with serving(tmp_path, "/quiz") as address:
        page = open_context(base_url=address)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto(f"{address}/en/album/")
        page.evaluate(LEAVE_OTHER_CACHES)

        open_quiz(page, address)
        page.context.set_offline(True)
        page.goto(f"{address}/en/album/")
        page.get_by_role("link", name="Take the quiz").click()
        page.context.set_offline(False)
        play(page)

        assert settle(page).startswith(f"{address}/en/r/")
        assert page.evaluate(SCOPE) == f"{address}/"
        assert page.evaluate(CACHES) == ["game-*", "game-quiz/*", "shop"]
        assert "/en/beacon" in asked
