"""The shipped Containerfile, compose.yaml and Procfile: what they say, without an engine."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.guards.containerfile import Step, read_steps, remarks

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
STEPS = read_steps(DEPLOY / "Containerfile")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
KNOWN = {
    "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "networks",
    "ports", "read_only", "restart", "security_opt", "shm_size", "stop_grace_period", "sysctls",
    "tmpfs", "user", "volumes",
}  # fmt: skip
"""Of the Compose specification, what is used."""
START = "gunicorn --config python:quizapp.gunicorn_conf quizapp.wsgi:app"


class TestContainerfile:
    def test_keeps_the_rules(self) -> None:
        assert remarks(STEPS, ROOT) == []

    @pytest.mark.parametrize(
        "step",
        [
            Step("FROM", "python"),
            Step("FROM", "python:latest"),
            Step("ADD", "quizapp quizapp"),
            Step("RUN", "pip install flask"),
            Step("RUN", "pip install --require-hashes --requirement requirements/run.txt"),
            Step("RUN", "curl -o x example.org"),
            Step("COPY", "nothing nothing"),
            Step("CMD", "gunicorn"),
            Step("USER", "root"),
        ],
        ids=lambda step: step.text,
    )
    def test_of_which_each_can_be_broken(self, step: Step) -> None:
        assert remarks([*STEPS, step], ROOT) != []

    def test_starts_what_all_the_others_start(self) -> None:
        procfile = (DEPLOY / "Procfile").read_text()
        unit = (DEPLOY / "quiz.service").read_text()

        assert " ".join(STEPS[-1].command) == START
        assert f"web: HOST=0.0.0.0 {START}\n" in procfile
        assert f"ExecStart=/opt/quiz/.venv/bin/{START}\n" in unit

    def test_takes_along_all_that_it_copies(self) -> None:
        kept = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
        copies = [step for step in STEPS if step.name == "COPY" and "--from" not in step.text]
        copied = {name.partition("/")[0] for step in copies for name in step.words[:-1]}

        assert copied == {line[1:] for line in kept if line.startswith("!")}


class TestCompose:
    @pytest.mark.parametrize("name", SERVICES)
    def test_confines_every_service(self, name: str) -> None:
        service = SERVICES[name]

        assert service.keys() <= KNOWN
        assert {"image", "build"} & service.keys()
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
        assert not str(service["image"]).endswith(":latest")

    @pytest.mark.parametrize("name", SERVICES)
    def test_names_only_what_is_there(self, name: str) -> None:
        service = SERVICES[name]
        places = [volume.split(":")[0] for volume in service.get("volumes", ())]
        files = [place for place in places if place.startswith(".") and "certificate" not in place]

        assert {*service["depends_on"]} <= {*SERVICES} if "depends_on" in service else True
        assert {*service["networks"]} <= {*COMPOSE["networks"]}
        assert {place for place in places if not place.startswith(".")} <= {*COMPOSE["volumes"]}
        assert [place for place in files if not (DEPLOY / place).exists()] == []
        build = service.get("build")
        assert build is None or (DEPLOY / build["context"] / build["dockerfile"]).is_file()

    def test_has_no_password_of_its_own(self) -> None:
        text = (DEPLOY / "compose.yaml").read_text()
        values = re.findall(r"\$\{\w+(:\?)?", text)

        assert values
        assert {*values} == {":?"}
        assert COMPOSE["networks"]["inside"] == {"internal": True}
        assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]
        assert [name for name, service in SERVICES.items() if "ports" in service] == ["front"]

    def test_settings_are_those_of_the_game(self) -> None:
        listed = (ROOT / "docs" / "operating.md").read_text()

        assert all(f"`{name}`" in listed for name in SERVICES["one"]["environment"])
        assert SERVICES["one"]["environment"] == SERVICES["two"]["environment"]

    def test_the_front_names_both_servers_and_the_host(self, tmp_path: Path) -> None:
        script = SERVICES["front"]["command"][2].replace("$$", "$").partition("&&")[0]
        script = script.replace("/etc/nginx/conf.d", str(tmp_path))
        script = script.replace("/etc/quiz", str(DEPLOY))
        subprocess.run(["sh", "-c", script], check=True, env={"QUIZ_HOST": "play.example.net"})

        site = (tmp_path / "default.conf").read_text()
        servers = re.findall(r"^\s*server (\S+) max_conns=32", site, re.MULTILINE)
        assert servers == ["one:8000", "two:8000"]
        assert {*re.findall(r"server_name (\S+);", site)} == {"play.example.net"}
