"""The shipped nginx configuration in front of a real game, over TLS."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests.faults.game import Game, running
from tests.faults.nginx import Front, front

HOST = "quiz.example.org"
SETTINGS = {
    "PUBLIC_URL": f"https://{HOST}",
    "SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0-front",
    "TRUSTED_PROXIES": "1",
    "METRICS": "1",
}
PROMISES = {
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cache-Control",
}
VISITOR = "127.66.77.88"
"""The address that everybody has who asks here."""
KEPT_FOR_GOOD = "max-age=315360000, public, immutable"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str = field(repr=False)


@dataclass(frozen=True)
class World:
    game: Game
    nginx: Front

    def ask(self, request: str, headers: str = f"Host: {HOST}", body: bytes = b"") -> Answer:
        return self.say(f"{request} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n", body)

    def say(
        self, head: str, body: bytes = b"", *, is_plain: bool = False, is_ipv6: bool = False
    ) -> Answer:
        port = self.nginx.plain_port if is_plain else self.nginx.port
        own = ("::1", 0) if is_ipv6 else (VISITOR, 0)
        server = "::1" if is_ipv6 else "127.0.0.1"
        connection = socket.create_connection((server, port), 40, own)
        if not is_plain:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(connection)
        with connection:
            connection.sendall(head.encode() + body)
            return _read(b"".join(iter(lambda: connection.recv(65536), b"")))


def _read(answer: bytes) -> Answer:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, _, rest = head.partition(b"\r\n")
    headers = dict(BytesParser().parsebytes(rest + b"\r\n\r\n").items())
    return Answer(int(first.split()[1]), headers, body.decode(errors="replace"))


def program(name: str) -> str:
    """Where it is; without it the test is skipped, which counts as a failure in CI."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") or pytest.skip(f"no {name}")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    program("nginx"), program("openssl")
    folder = tmp_path_factory.mktemp("front")
    with (
        running(folder / "game", SETTINGS) as game,
        front(folder / "nginx", game.port, has_tls=True) as nginx,
    ):
        yield World(game, nginx)


class TestFront:
    def test_passes_pages_on_with_all_they_promise(self, world: World) -> None:
        page = world.ask("GET /en/")

        assert page.status == 200
        assert set(page.headers) >= PROMISES
        assert page.headers["Server"] == "nginx"

    def test_passes_static_files_on_and_keeps_them(self, world: World) -> None:
        address = re.search(r'"(/static/[^"]+\.css)"', world.ask("GET /en/").text)
        assert address is not None

        for _ in range(2):
            file = world.ask(f"GET {address[1]}?anything=at-all")
            assert (file.status, file.headers["Cache-Control"]) == (200, KEPT_FOR_GOOD)

    @pytest.mark.parametrize(
        ("path", "is_compressed"),  # the stock nginx.conf says `gzip on`
        [
            ("/en/", True),
            ("/static/now/shared/base.css", True),
            ("/api/v1/tracks", True),
            ("/en/mood/", False),
            ("/en/search/?q=love", False),
        ],
    )
    def test_compresses_only_what_is_the_same_for_everybody(
        self, world: World, path: str, is_compressed: bool
    ) -> None:
        for _ in range(2):
            answer = world.ask(f"GET {path}", f"Host: {HOST}\r\nAccept-Encoding: gzip")

            assert answer.status == 200
            assert (answer.headers.get("Content-Encoding") == "gzip") is is_compressed

    def test_passes_cards_on(self, world: World) -> None:
        address = re.search(rf'content="https://{HOST}(/cards/[^"]+)"', world.ask("GET /en/").text)
        assert address is not None

        card = world.ask(f"GET {address[1]}")

        assert (card.status, card.headers["Content-Type"]) == (200, "image/png")

    @pytest.mark.parametrize(
        ("request_", "headers", "body", "status"),
        [
            ("GET /en/nowhere", f"Host: {HOST}", b"", 404),
            ("GET /metrics", f"Host: {HOST}", b"", 404),
            ("TRACE /en/", f"Host: {HOST}", b"", 405),
            ("GET /en/", "Host: evil.example", b"", 400),
            ("GET /en/", f"Host: {HOST}\r\nX: {'a' * 9_000}", b"", 400),
            ("GET /en/\x00", f"Host: {HOST}", b"", 400),
            ("POST /en/mood/", f"Host: {HOST}\r\nContent-Length: 3000000", b"", 413),
            (f"GET /{'a' * 9_000}", f"Host: {HOST}", b"", 400),
            ("NONSENSE", f"Host: {HOST}", b"", 400),
            ("GET /en/", f"Host: {HOST}\r\nTransfer-Encoding: identity", b"", 400),
        ],
        ids=lambda value: str(value)[:20],
    )
    def test_refuses_with_pages_like_any_other(
        self, world: World, request_: str, headers: str, body: bytes, status: int
    ) -> None:
        page = world.ask(request_, headers, body)

        assert page.status == status
        assert set(page.headers) >= PROMISES
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert 'href="/en/"' in page.text
        assert "evil.example" not in page.text

    def test_believes_nobody_who_says_where_they_come_from(self, world: World) -> None:
        forged = "\r\n".join(
            [
                f"Host: {HOST}",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: http",
                "X-Forwarded-For: 127.0.0.1",
                "Forwarded: for=127.0.0.1;host=evil.example",
            ]
        )

        page = world.ask("GET /en/mood", forged)

        assert (page.status, page.headers["Location"]) == (308, "/en/mood/")

    def test_leads_people_to_tls_and_tells_programs(self, world: World) -> None:
        plain = f"HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"

        page = world.say(f"GET /en/?a=b {plain}", is_plain=True)
        program = world.say(f"GET /api/v1/tracks {plain}", is_plain=True)

        assert (page.status, page.headers["Location"]) == (308, f"https://{HOST}/en/?a=b")
        assert program.status == 403

    @pytest.mark.parametrize(
        ("version", "is_spoken"),
        [
            (ssl.TLSVersion.TLSv1_1, False),
            (ssl.TLSVersion.TLSv1_2, True),
            (ssl.TLSVersion.TLSv1_3, True),
        ],
        ids=str,
    )
    def test_speaks_tls_of_today_only(
        self, world: World, version: ssl.TLSVersion, is_spoken: bool
    ) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # so that it is the server who refuses
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = context.maximum_version = version

        def shake_hands() -> str | None:
            with (
                socket.create_connection(("127.0.0.1", world.nginx.port), timeout=20) as plain,
                context.wrap_socket(plain) as connection,
            ):
                return connection.version()

        if is_spoken:
            assert shake_hands() == version.name.replace("_", ".")
        else:
            with pytest.raises(ssl.SSLError, match="alert protocol version"):
                shake_hands()

    @pytest.mark.parametrize(
        ("ciphers", "is_taken"), [("AES256-SHA", False), ("ECDHE-RSA-AES256-GCM-SHA384", True)]
    )
    def test_takes_ciphers_with_forward_secrecy_alone(
        self, world: World, ciphers: str, is_taken: bool
    ) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2

        with socket.create_connection(("127.0.0.1", world.nginx.port), timeout=20) as plain:
            refusal = None if is_taken else pytest.raises(ssl.SSLError, match="handshake failure")
            with refusal or nullcontext(), context.wrap_socket(plain) as connection:
                assert connection.cipher()[0] == ciphers  # type: ignore[index]

    @pytest.mark.slow
    def test_says_that_nothing_was_kept_when_the_game_is_gone(self, world: World) -> None:
        world.game.stop()
        try:
            page = world.ask("POST /en/mood/", f"Host: {HOST}\r\nContent-Length: 1", b"a")
        finally:
            world.game.start()

        assert page.status == 503
        assert set(page.headers) >= PROMISES
        assert page.headers["Retry-After"] == "5"
        assert "Your last answer was not kept" in page.text
        assert " 503 " in world.nginx.logged()
        assert VISITOR not in world.nginx.logged()


class TestLogs:
    @pytest.mark.slow
    def test_tell_what_happened_and_neither_addresses_nor_keys(self, world: World) -> None:
        key, before = "K" * 22, world.nginx.logged()
        referer = f"Host: {HOST}\r\nReferer: https://{HOST}/en/r/{key}?mine={key}"
        plain = f"GET /en/?mine={key} HTTP/1.1\r\n{referer}\r\nConnection: close\r\n\r\n"

        statuses = [
            world.ask(f"GET /en/r/{key}?mine={key}", referer).status,
            world.ask(f"GET /en/desk/invitation?token={key}", referer).status,
            world.ask(f"GET /en/trivia/play/{key}/1", referer).status,
            world.ask(f"POST /en/r/{key}/delete", f"{referer}\r\nContent-Length: 3000000").status,
            world.ask(f"GET /{key}", f"{referer}\r\nX: {'a' * 9_000}").status,
            world.say(plain, is_plain=True).status,
        ]

        logged = world.nginx.logged().removeprefix(before)
        assert statuses == [404, 200, 404, 413, 400, 308]
        assert [line.split()[1] for line in logged.splitlines()] == [*map(str, statuses[:-1])]
        assert key not in logged
        assert VISITOR not in logged


class TestUnits:
    def test_are_understood_by_systemd(self, tmp_path: Path) -> None:
        deploy = Path(__file__).parents[2] / "docs" / "deploy"
        units = []
        for unit in sorted(deploy.glob("quiz*.[st]*")):
            place = tmp_path / unit.name
            place.write_text(re.sub(r"(ExecStart=)/opt\S+", r"\1/bin/true", unit.read_text()))
            units.append(str(place))

        told = subprocess.run(
            [program("systemd-analyze"), "verify", *units],
            capture_output=True,
            text=True,
            check=False,
        )

        assert len(units) == 5
        assert (told.returncode, told.stderr) == (0, "")
