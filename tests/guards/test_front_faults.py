"""The shipped nginx configuration when servers freeze, over IPv6, below a path, and its tables."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection
from threading import Timer

import pytest

from tests.faults.game import free_port, running
from tests.faults.nginx import DEPLOY, front
from tests.guards.test_front import HOST, SETTINGS, World, program

MOST_SECONDS = 5
ASKED = 12
PLAIN = f"HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"


class TestFrozenServer:
    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("shared", "path"),
        [
            ("quiz-front.conf", "GET /en/"),
            ("quiz-front.conf", "POST /en/mood/"),
            ("quiz-front.conf", "GET /cards/home/en-og.png"),
            ("quiz-path.conf", "POST /en/mood/"),
        ],
    )
    def test_costs_one_visitor_five_seconds_once(
        self, tmp_path: Path, shared: str, path: str
    ) -> None:
        program("nginx"), program("openssl")
        base = "/quiz" if shared == "quiz-path.conf" else ""
        settings = {**SETTINGS, "PUBLIC_URL": f"https://{HOST}{base}"}
        with (
            running(tmp_path / "one", settings) as one,
            running(tmp_path / "two", settings) as two,
            front(tmp_path / "nginx", one.port, two.port, has_tls=True, shared=shared) as nginx,
        ):
            world = World(one, nginx)
            asked = path.replace(" ", f" {base}")
            expected = world.ask(asked, EMPTY).status
            os.killpg(two.pid, signal.SIGSTOP)
            try:
                answers = [_timed(world, asked) for _ in range(ASKED)]
            finally:
                os.killpg(two.pid, signal.SIGCONT)

        assert expected < 500
        assert [status for status, _ in answers] == [expected] * ASKED
        waits = sorted(seconds for _, seconds in answers)
        assert 1 < waits[-1] < MOST_SECONDS
        assert waits[-2] < 1

    @pytest.mark.slow
    def test_that_is_the_only_one_is_asked_once_more_with_patience(self, tmp_path: Path) -> None:
        program("nginx"), program("openssl")
        with (
            running(tmp_path / "one", SETTINGS) as one,
            front(tmp_path / "nginx", one.port, has_tls=True) as nginx,
        ):
            os.killpg(one.pid, signal.SIGSTOP)
            thaw = Timer(6, os.killpg, (one.pid, signal.SIGCONT))
            thaw.start()
            try:
                status, seconds = _timed(World(one, nginx), "POST /en/mood/")
            finally:
                thaw.join()

        assert status == 422
        assert 5 < seconds < 10


EMPTY = f"Host: {HOST}\r\nContent-Length: 0"


def _timed(world: World, asked: str) -> tuple[int, float]:
    began = time.monotonic()
    return world.ask(asked, EMPTY).status, time.monotonic() - began


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A game below ``/quiz`` of its host, with the file that is shipped for that."""
    program("nginx"), program("openssl")
    folder = tmp_path_factory.mktemp("below")
    settings = {**SETTINGS, "PUBLIC_URL": f"https://{HOST}/quiz"}
    with (
        running(folder / "game", settings) as game,
        front(folder / "nginx", game.port, has_tls=True, shared="quiz-path.conf") as nginx,
    ):
        yield World(game, nginx)


@pytest.mark.slow
class TestBelowAPath:
    def test_pages_files_and_cards_are_there(self, below: World) -> None:
        page = below.ask("GET /quiz/en/")
        sheet = re.search(r'"(/quiz/static/[^"]+\.css)"', page.text)
        card = re.search(rf'content="https://{HOST}(/quiz/cards/[^"]+)"', page.text)
        assert sheet is not None
        assert card is not None

        assert page.status == below.ask(f"GET {card[1]}").status == 200
        for _ in range(2):
            file = below.ask(f"GET {sheet[1]}?x", f"Host: {HOST}\r\nAccept-Encoding: gzip")
            assert (file.status, file.headers.get("Content-Encoding")) == (200, "gzip")

    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            ("GET /quiz", 308),
            ("GET /quiz/", 302),
            ("GET /quiz/api/v1/tracks", 200),
            ("GET /quiz/metrics", 404),
            ("POST /quiz/en/mood/", 422),
            ("GET /en/", 404),
        ],
    )
    def test_answers_there_and_nowhere_else(self, below: World, request_: str, status: int) -> None:
        assert below.ask(request_, f"Host: {HOST}\r\nContent-Length: 0").status == status

    def test_is_led_to_by_ipv6_too(self, below: World) -> None:
        assert below.say(f"GET /quiz/en/ {PLAIN}", is_ipv6=True).status == 200

    def test_leaves_certificates_to_who_renews_them(self, below: World) -> None:
        place = below.nginx.folder / "acme" / ".well-known" / "acme-challenge"
        place.mkdir(parents=True)
        (place / "token-1").write_text("token-1.key")

        renewal = below.say(f"GET /.well-known/acme-challenge/token-1 {PLAIN}", is_plain=True)

        assert (renewal.status, renewal.text) == (200, "token-1.key")

    def test_that_is_gone_has_its_page(self, below: World) -> None:
        below.game.stop()
        try:
            page = below.ask("POST /quiz/en/mood/", f"Host: {HOST}\r\nContent-Length: 0")
        finally:
            below.game.start()

        assert page.status == 503
        assert "Your last answer was not kept" in page.text


class TestTables:
    @pytest.mark.parametrize(
        ("address", "other", "is_one_visitor"),
        [
            ("2001:db8:1:2::7", "2001:db8:1:2:ffff:a0a:1:2", True),
            ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
            ("203.0.113.7", "203.0.113.7", True),
            ("203.0.113.7", "203.0.113.8", False),
        ],
    )
    def test_take_a_network_of_ipv6_for_one_visitor(
        self, tables: int, address: str, other: str, is_one_visitor: bool
    ) -> None:
        one, another = (_told(tables, "GET /network", each) for each in (address, other))

        assert one
        assert (one == another) is is_one_visitor

    @pytest.mark.parametrize(
        ("request_", "is_sent_once"),
        [
            ("GET /en/", b"0"),
            ("GET /en/mood/", b"0"),
            ("GET /ko/desk/", b"0"),
            ("GET /ko/desk/quizzes/mood/balance", b"1"),
            ("GET /quiz/ko/desk/quizzes/mood/balance", b"1"),
            ("POST /en/mood/", b"0"),
            ("POST /quiz/ko/mood/another/", b"0"),
            ("POST /en/embed/mood", b"0"),
            ("POST /en/r/0123456789abcdef012345", b"0"),
            ("POST /en/r/0123456789abcdef012345/change", b"0"),
            ("POST /en/trivia/", b"0"),
            ("POST /en/trivia/quizzes/other/archive", b"0"),
            ("POST /en/trivia/play/0123456789abcdef012345/8", b"0"),
            ("POST /en/trivia/play/0123456789abcdef012345/8/ask", b"0"),
            ("POST /en/trivia/play/0123456789abcdef012345/8/flag", b"1"),
            ("POST /api/v1/quizzes/mood/results", b"0"),
            ("POST /en/suggest", b"1"),
            ("POST /en/desk/mood/", b"1"),
            ("POST /ko/desk/items/new", b"1"),
        ],
    )
    def test_send_once_more_only_what_may_arrive_twice(
        self, tables: int, request_: str, is_sent_once: bytes
    ) -> None:
        assert _told(tables, request_, "203.0.113.7") == is_sent_once


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an nginx that tells what the shipped maps make of a request."""
    folder, port = tmp_path_factory.mktemp("tables"), free_port()
    shipped = (DEPLOY / "nginx.conf").read_text()
    maps = re.findall(r"^map \$(?:binary|request_method).*?^\}", shipped, re.DOTALL | re.MULTILINE)
    configuration = folder / "nginx.conf"
    configuration.write_text(TOLD.format(folder=folder, port=port, maps="\n".join(maps)))
    nginx = subprocess.Popen([program("nginx"), "-c", str(configuration), "-p", str(folder)])
    try:
        _wait_for(port)
        yield port
    finally:
        nginx.terminate()
        nginx.wait(timeout=20)


TOLD = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    set_real_ip_from 127.0.0.1;
    real_ip_header X-From;
    {maps}
    server {{
        listen 127.0.0.1:{port};
        location = /network {{ return 200 "$quiz_network"; }}
        location / {{ return 200 "$quiz_is_sent_once"; }}
    }}
}}
"""


def _told(port: int, request_: str, address: str) -> bytes:
    head = f"{request_} HTTP/1.0\r\nX-From: {address}\r\nContent-Length: 0\r\n\r\n"
    with create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(head.encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    return answer.partition(b"\r\n\r\n")[2]


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("nginx did not start")
