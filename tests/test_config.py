"""Settings: what each may hold, and the one line that says what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket

import pytest

from quizapp import config
from quizapp.config import (
    MIN_SECRET_BYTES,
    Settings,
    WrongSetting,
    read_settings,
    remarks,
)
from quizapp.server.startup import STATUS_TO_HALT

ROOT = Path(__file__).parents[1]
RANDOM_KEY = "b1946ac92492d2347c6235b4d2611184-Zk3"


@pytest.fixture
def data_dir(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def _read(data_dir: str, **environ: str) -> Settings:
    return read_settings({"DATA_DIR": data_dir, **environ})


class TestReadSettings:
    def test_of_nothing_gives_a_game_on_this_machine(self, data_dir: str) -> None:
        settings = _read(data_dir)

        assert settings.database_url == f"sqlite:///{data_dir}/quiz.sqlite3"
        assert settings.public_url == "http://127.0.0.1:8000"
        assert not settings.is_https

    def test_takes_the_port_into_the_public_address(self, data_dir: str) -> None:
        assert _read(data_dir, PORT="8100").public_url == "http://127.0.0.1:8100"

    @pytest.mark.parametrize(
        ("public_url", "origin", "base_path"),
        [
            ("https://example.org", "https://example.org", ""),
            ("https://example.org/", "https://example.org", ""),
            ("https://example.org/quiz/", "https://example.org", "/quiz"),
            ("http://[::1]:8000/a/b-c", "http://[::1]:8000", "/a/b-c"),
        ],
    )
    def test_parts_the_public_address(
        self, data_dir: str, public_url: str, origin: str, base_path: str
    ) -> None:
        settings = _read(data_dir, PUBLIC_URL=public_url, SECRET_KEY=RANDOM_KEY)

        assert (settings.origin, settings.base_path) == (origin, base_path)

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
    def test_chooses_the_driver_for_postgresql(self, data_dir: str, scheme: str) -> None:
        settings = _read(data_dir, DATABASE_URL=f"{scheme}://me@db/quiz")

        assert settings.database_url == "postgresql+psycopg://me@db/quiz"
        assert settings.direct_database_url == settings.database_url

    def test_knows_the_database_behind_a_pooler(self, data_dir: str) -> None:
        addresses = {
            "DATABASE_URL": "postgresql://pool/quiz",
            "DIRECT_DATABASE_URL": "postgresql:///q",
        }

        settings = _read(data_dir, **addresses)

        assert settings.database_url == "postgresql+psycopg://pool/quiz"
        assert settings.direct_database_url == "postgresql+psycopg:///q"

    def test_takes_an_empty_variable_for_none(self, data_dir: str) -> None:
        names = ("DATABASE_URL", "PORT", "PUBLIC_URL", "REDIS_URL", "SECRET_KEY", "WEB_CONCURRENCY")

        assert _read(data_dir, **dict.fromkeys(names, "")) == _read(data_dir)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("DATABASE_URL", "mysql://db/quiz"),
            ("DATABASE_URL", "quiz.sqlite3"),
            ("DIRECT_DATABASE_URL", "mysql://db/quiz"),
            ("DATABASE_URL", "postgresql://me@db:port/quiz"),
            ("PORT", "http"),
            ("PORT", "-1"),
            ("PORT", "65536"),
            ("PORT", "٨٠٠٠"),
            ("PORT", "9" * 5000),
            ("PUBLIC_URL", "quiz.example.org"),
            ("PUBLIC_URL", "ftp://quiz.example.org"),
            ("PUBLIC_URL", "https://quiz.example.org//game"),
            ("PUBLIC_URL", "https://quiz.example.org/../game"),
            ("PUBLIC_URL", "https://quiz.example.org/a game"),
            ("PUBLIC_URL", "https://quiz.example.org/퀴즈"),
            ("PUBLIC_URL", "https://quiz.example.org?a=b"),
            ("PUBLIC_URL", "https://"),
            ("PUBLIC_URL", "https://[::1"),
            ("PUBLIC_URL", "https://quiz.example.org#top"),
            ("PUBLIC_URL", "https://me@quiz.example.org"),
            ("REDIS_URL", "localhost:6379"),
            ("SECRET_KEY", "short"),
            ("SECRET_KEY", "please-change-me-please-0123456789abcdef"),
            ("SECRET_KEY", "a" * 64),
            ("TRUSTED_PROXIES", "all"),
            ("TRUSTED_PROXIES", "6"),
            ("DAY_ZONE", "Seoul"),
            ("DAY_ZONE", "Asia"),
            ("DAY_ZONE", "asia/seoul/"),
            ("DAY_ZONE", "/etc/localtime"),
            ("DAY_ZONE", "../localtime"),
            ("DAY_ZONE", "+09:00"),
            ("WEB_CONCURRENCY", "0"),
            ("WEB_CONCURRENCY", "many"),
        ],
    )
    def test_names_the_wrong_one_in_one_line(self, data_dir: str, name: str, value: str) -> None:
        with pytest.raises(WrongSetting) as refusal:
            _read(data_dir, **{name: value})

        assert str(refusal.value).startswith(f"{name}: ")
        assert "\n" not in str(refusal.value)

    def test_refuses_a_data_dir_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(WrongSetting, match="DATA_DIR: "):
            _read(str(tmp_path / "file"))

    def test_wants_a_secret_of_its_own_behind_https(self, data_dir: str) -> None:
        with pytest.raises(WrongSetting, match="SECRET_KEY: "):
            _read(data_dir, PUBLIC_URL="https://quiz.example.org")

        assert _read(data_dir, PUBLIC_URL="https://quiz.example.org", SECRET_KEY=RANDOM_KEY)

    def test_never_repeats_a_secret(self, data_dir: str) -> None:
        with pytest.raises(WrongSetting) as refusal:
            _read(data_dir, SECRET_KEY="tiny-and-mine")

        assert "tiny-and-mine" not in str(refusal.value)


class TestKeptSecret:
    def test_stays_the_same_and_is_for_the_owner_only(self, data_dir: str) -> None:
        first = _read(data_dir).secret_key

        assert _read(data_dir).secret_key == first
        assert (Path(data_dir) / "secret_key").stat().st_mode & 0o777 == 0o600

    def test_that_was_cut_short_is_refused(self, data_dir: str) -> None:
        _read(data_dir)
        (Path(data_dir) / "secret_key").write_text("")

        with pytest.raises(WrongSetting, match=r"SECRET_KEY: .* delete the file"):
            _read(data_dir)


class TestExtras:
    @pytest.mark.parametrize(
        ("module", "name", "value", "extra"),
        [
            ("psycopg", "DATABASE_URL", "postgresql://me@db/quiz", "postgres"),
            ("redis", "REDIS_URL", "redis://db/0", "redis"),
            ("prometheus_client", "METRICS", "1", "metrics"),
        ],
    )
    def test_that_are_not_installed_are_named(
        self,
        data_dir: str,
        monkeypatch: pytest.MonkeyPatch,
        module: str,
        name: str,
        value: str,
        extra: str,
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)  # as where it is not installed

        with pytest.raises(WrongSetting, match=rf'^{name}: needs the extra "{extra}": pip '):
            _read(data_dir, **{name: value})


class TestLooking:
    def test_makes_no_file(self, data_dir: str) -> None:
        settings = read_settings({"DATA_DIR": data_dir}, creates=False)

        assert len(settings.secret_key) >= MIN_SECRET_BYTES
        assert not Path(data_dir).exists()

    def test_finds_the_key_that_is_there(self, data_dir: str) -> None:
        made = _read(data_dir)

        assert read_settings({"DATA_DIR": data_dir}, creates=False) == made


class TestStart:
    @pytest.mark.parametrize(
        "command",
        [
            ["-c", "import wsgi"],
            pytest.param(
                ["-m", "gunicorn", "--config", "python:quizapp.gunicorn_conf", "wsgi:app"],
                marks=pytest.mark.slow,
            ),
        ],
    )
    def test_stops_at_a_wrong_value_with_that_line_alone(
        self, data_dir: str, command: list[str]
    ) -> None:
        environ = os.environ | {"DATA_DIR": data_dir, "PORT": "http"}

        run = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

        assert run.returncode == STATUS_TO_HALT
        [line] = run.stderr.splitlines()
        assert json.loads(line)["message"] == (
            "The game cannot start. PORT: must be a whole number from 0 to 65535"
        )


class TestOnANetwork:
    @pytest.mark.parametrize(
        ("host", "public_url"),
        [
            ("", "http://127.0.0.1:8000"),
            ("localhost", "http://127.0.0.1:8000"),
            ("[::1]", "http://127.0.0.1:8000"),
            ("192.168.7.8", "http://192.168.7.8:8000"),
            ("[fd00::1]", "http://[fd00::1]:8000"),
            ("nas.local", "http://nas.local:8000"),
        ],
    )
    def test_the_public_address_is_that_of_the_machine(
        self, data_dir: str, host: str, public_url: str
    ) -> None:
        environ = {"DATA_DIR": data_dir, "HOST": host}

        assert read_settings(environ).public_url == public_url
        assert (public_url in "".join(remarks(environ))) is ("127.0.0.1" not in public_url)

    def test_all_addresses_are_one_that_others_reach(
        self, data_dir: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        environ = {"DATA_DIR": data_dir, "HOST": "0.0.0.0"}  # noqa: S104
        with socket(AF_INET, SOCK_DGRAM) as probe:
            monkeypatch.setattr(config, "OUTSIDE", ("127.0.0.9", 9))
            probe.connect(("127.0.0.9", 9))
            own = probe.getsockname()[0]

        assert read_settings(environ).public_url == f"http://{own}:8000"
        assert len(remarks(environ)) == 1

    def test_a_public_address_that_is_set_needs_no_remark(self, data_dir: str) -> None:
        environ = {"DATA_DIR": data_dir, "HOST": "0.0.0.0"}  # noqa: S104

        assert remarks({**environ, "PUBLIC_URL": "http://nas.local:8000"}) == []
