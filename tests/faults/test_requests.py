"""The fuzz of `python -m benchmarks.faults requests`, with fewer requests."""

from pathlib import Path

from tests.faults import requests
from tests.faults.odd_requests import RawRequest, Site, raw_request

SITE = Site(8000, ["/<any(en, ko):language>/suggest"], "desk=x", "token")


class TestSeries:
    def test_is_the_same_for_the_same_seed(self) -> None:
        first, again, other = (raw_request(SITE, seed, 7) for seed in (1, 1, 2))

        assert first == again
        assert first != other


class TestTally:
    def test_counts_failures_silence_and_pages_of_others(self) -> None:
        tally = requests.Tally()

        for answer in (b"HTTP/1.1 500 x", b"", b"HTTP/1.1 400 Bad\r\nContent-Type: x\r\n\r\n"):
            tally.note(RawRequest(1, b"GET / HTTP/1.1"), answer)

        assert len(tally.failed) == 2
        assert len(tally.bare) == 1


class TestGame:
    def test_refuses_what_is_malformed_in_words(self, tmp_path: Path) -> None:
        assert requests.raw(tmp_path, count=1200, seed=2026).failures == []
