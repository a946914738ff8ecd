"""The gunicorn worker, spoken to over a socket: malformed requests, refused bodies."""

import socket
from collections.abc import Iterator

import pytest
from gunicorn.http import errors

from quizapp.server.gunicorn_worker import status_of
from tests.faults.game import Game, running

HOST = b"Host: 127.0.0.1\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
POST = b"POST /en/mood/ HTTP/1.1\r\n" + HOST
UNREADABLE = {
    "no request": b"\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    "a length and chunks": POST + CHUNKED + b"Content-Length: 6\r\n\r\n0\r\n\r\nX",
    "a signed length": POST + b"Content-Length: +3\r\n\r\nabc",
    "an unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "bare line feeds": b"POST /en/mood/ HTTP/1.1\n" + HOST + b"Content-Length: 0\n\n",
    "two hosts": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "a NUL": b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long address": b"GET /" + b"a" * 65536 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 70000 + b"\r\n\r\n",
    "an expectation": POST + b"Expect: 999\r\nContent-Length: 0\r\n\r\n",
}


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Game]:
    with running(tmp_path_factory.mktemp("worker") / "game") as game:
        yield game


def exchange(game: Game, *parts: bytes) -> bytes:
    """Send all of it before reading anything, as most programs do, until the server closes."""
    with socket.create_connection(("127.0.0.1", game.port), timeout=20) as connection:
        for part in parts:
            connection.sendall(part)
        return b"".join(iter(lambda: connection.recv(65536), b""))


class TestUnreadable:
    @pytest.mark.parametrize("request_", UNREADABLE.values(), ids=UNREADABLE.keys())
    def test_is_refused_once_with_a_page_like_any_other(self, game: Game, request_: bytes) -> None:
        answer = exchange(game, request_)

        assert answer.count(b"HTTP/1.1 ") == 1
        assert answer[9:12] in {b"400", b"414", b"417", b"431"}
        assert b"\r\nContent-Security-Policy: default-src 'none'" in answer
        assert b"Content-Type: text/html; charset=utf-8" in answer
        assert b'href="/en/"' in answer
        assert b"evil.example" not in answer

    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_is_answered_in_the_language_of_its_path(self, game: Game, language: str) -> None:
        line = f"GET /{language}/search?q=황후 HTTP/1.1\r\n".encode()

        answer = exchange(game, line + HOST + b"\r\n")

        assert answer[9:12] == b"400"
        assert f'<html lang="{language}"'.encode() in answer

    def test_leaves_no_address_in_the_log(self, game: Game) -> None:
        exchange(game, UNREADABLE["two lengths"])

        assert game.count_in_log("unreadable request: InvalidHeader") > 0
        assert game.count_in_log("ip=") == 0


class TestRefusedBodies:
    @pytest.mark.parametrize("connection", [b"close", b"keep-alive"])
    def test_are_heard_out_so_that_the_answer_arrives(self, game: Game, connection: bytes) -> None:
        size = 20_000_000
        head = POST + b"Connection: " + connection + b"\r\nContent-Length: %d\r\n\r\n" % size
        bye = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"

        answer = exchange(game, head, b"a" * size, bye if connection == b"keep-alive" else b"")

        assert answer[9:12] == b"413"

    def test_with_broken_chunks_are_answered_once(self, game: Game) -> None:
        answer = exchange(game, POST + CHUNKED + b"\r\nzz\r\n\r\n")

        assert answer.count(b"HTTP/1.1 4") == 1


class TestStatusOf:
    def test_blames_whoever_is_to_blame(self) -> None:
        assert status_of(errors.InvalidRequestMethod("get")) == 400
        assert status_of(errors.LimitRequestLine(1, 2)) == 414
        assert status_of(errors.ConfigurationProblem("ours")) == 500
        assert status_of(RuntimeError("ours too")) == 500
