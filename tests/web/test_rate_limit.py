"""Rate limits, counted by the process or by Redis."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from socket import create_connection, create_server

import pytest
import time_machine
from flask import Blueprint, Flask
from werkzeug.test import TestResponse

from quizapp.web import rate_limit
from quizapp.web.rate_limit import Limiter, ProcessCounters, RedisCounters
from tests.postgresql import free_port

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def limiter() -> Limiter:
    return Limiter()


@pytest.fixture
def limited(limiter: Limiter) -> Flask:
    """An app with a view that may be asked twice a minute, and a blueprint with two a minute."""
    app, bp = Flask(__name__), Blueprint("bp", __name__)
    app.add_url_rule("/twice", "twice", limiter.limit("2/minute")(lambda: "yes"))
    app.add_url_rule("/never", "never", limiter.limit("0/hour")(lambda: "yes"))
    app.add_url_rule("/often", "often", lambda: "yes")
    bp.before_request(limiter.check("2/minute"))
    bp.add_url_rule("/one", "one", lambda: "yes")
    bp.add_url_rule("/other", "other", lambda: "yes")
    app.register_blueprint(bp)
    return app


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    if not shutil.which("redis-server"):
        pytest.skip("Redis is not installed")
    port = free_port()
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL)
    _wait_for(port)
    yield f"redis://127.0.0.1:{port}/0"
    process.kill()
    process.wait()


def ask(app: Flask, path: str, address: str = "10.0.0.1") -> TestResponse:
    return app.test_client().get(path, environ_overrides={"REMOTE_ADDR": address})


class TestLimit:
    def test_lets_so_many_through_and_says_when_to_come_again(self, limited: Flask) -> None:
        with time_machine.travel(NOON.replace(second=20), tick=False):
            answers = [ask(limited, "/twice") for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[-1].headers["Retry-After"] == "40"

    def test_begins_anew_with_the_next_window(self, limited: Flask) -> None:
        for minute in range(2):
            with time_machine.travel(NOON.replace(minute=minute), tick=False):
                statuses = [ask(limited, "/twice").status_code for _ in range(3)]
            assert statuses == [200, 200, 429]

    def test_is_of_each_address_alone(self, limited: Flask) -> None:
        with time_machine.travel(NOON, tick=False):
            for _ in range(3):
                ask(limited, "/twice")

            assert ask(limited, "/twice", "10.0.0.2").status_code == 200

    def test_is_of_all_addresses_of_one_customer(self, limited: Flask) -> None:
        with time_machine.travel(NOON, tick=False):
            codes = [ask(limited, "/twice", f"2001:db8::{n:x}").status_code for n in range(1, 5)]

            assert codes == [200, 200, 429, 429]
            assert ask(limited, "/twice", "2001:db8:0:1::1").status_code == 200

    def test_is_of_one_view_alone(self, limited: Flask) -> None:
        with time_machine.travel(NOON, tick=False):
            for path in ("/one", "/other"):
                assert [ask(limited, path).status_code for _ in range(3)] == [200, 200, 429]
            assert {ask(limited, "/often").status_code for _ in range(9)} == {200}

    def test_can_be_of_several_units(self, limiter: Limiter) -> None:
        app = Flask(__name__)
        app.add_url_rule("/", "root", limiter.limit("1/10 minutes")(lambda: "yes"))
        statuses = []
        for minute in (1, 9, 10):
            with time_machine.travel(NOON.replace(minute=minute), tick=False):
                statuses.append(ask(app, "/").status_code)

        assert statuses == [200, 429, 200]

    def test_says_nothing_while_it_is_off(self, limited: Flask, limiter: Limiter) -> None:
        limiter.enabled = False

        assert ask(limited, "/never").status_code == 200


class TestRedisCounts:
    def test_count_together(self, redis: str) -> None:
        one, other = RedisCounters(redis), RedisCounters(redis)

        assert [counts.add("a", 60, 7) for counts in (one, other, one)] == [1, 2, 3]
        assert one.add("b", 60, 7) == one.add("a", 60, 8) == 1

    def test_go_on_alone_while_redis_is_away(self) -> None:
        counts = RedisCounters(f"redis://127.0.0.1:{free_port()}/0")

        assert [counts.add("a", 60, 7) for _ in range(3)] == [1, 2, 3]

    def test_wait_once_for_a_redis_that_says_nothing(self) -> None:
        with create_server(("127.0.0.1", 0)) as silent:
            counts = RedisCounters(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
            began = time.monotonic()

            assert [counts.add("a", 60, 7) for _ in range(3)] == [1, 2, 3]
            assert time.monotonic() - began < 1.9


class TestOwnCounts:
    def test_keep_windows_of_each_length_apart(self) -> None:
        counts = ProcessCounters()

        assert [counts.add("a", seconds, 7) for seconds in (60, 3600, 60)] == [1, 1, 2]

    def test_are_never_more_than_there_is_room_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rate_limit, "MOST_KEYS", 3)
        counts = ProcessCounters()
        for name in "abcad":  # "b" has not been used for longest
            counts.add(name, 60, 7)

        assert [counts.add(name, 60, 7) for name in "acd"] == [3, 2, 2]
        assert counts.add("b", 60, 7) == 1


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
