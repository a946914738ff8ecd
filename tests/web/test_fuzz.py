"""A short run of `make fuzz-cache`; `python -m benchmarks.cache_fuzz --seed 5` sends 50,000."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.web.page_cache import CacheEntry
from tests.web.fuzz import Fuzz, WatchedCache

COUNT = 1500

pytestmark = pytest.mark.slow


class TestPageCache:
    def test_answers_as_if_there_were_none(self, game: Flask) -> None:
        findings = Fuzz(game, seed=5).run(COUNT)

        assert not findings.is_bad, f"{findings}\n{findings.differences[:2]}"
        assert findings.hits > COUNT / 10
        assert findings.changes

    def test_that_forgets_what_changes_is_found_out(
        self, game: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The red twin: a cache that takes the Korean page for the English one."""
        get = WatchedCache.get

        def careless(self: WatchedCache, path: str) -> CacheEntry | None:
            return get(self, path.replace("/ko/", "/en/", 1))

        monkeypatch.setattr(WatchedCache, "get", careless)

        assert Fuzz(game, seed=5).run(COUNT // 3).differences
