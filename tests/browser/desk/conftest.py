"""Somebody at the desk of a running game, in a browser."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT

NAME, PASSWORD = "Hae-ra", "the snow falls on every roof"

SignInAs = Callable[..., Page]


@pytest.fixture(scope="session")
def link(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The one-time link of a new admin of the running game."""
    return invitation(server, tmp_path_factory.getbasetemp() / "server0")


def invitation(server: str, folder: Path) -> str:
    environ = os.environ | {"DATA_DIR": str(folder), "PORT": server.rpartition(":")[2]}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "editor", "add", NAME, "--admin"]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    found = re.search(r"http\S+", done.stdout)
    assert found, done.stdout
    return found[0]


@pytest.fixture(scope="session")
def has_password() -> dict[str, bool]:
    """Whether the password of a link has been chosen, which only works once."""
    return {}


@pytest.fixture
def sign_in_as(link: str, has_password: dict[str, bool]) -> SignInAs:
    """Signs a page in with name and password; the first one chooses the password."""

    def sit(page: Page, language: str = "en") -> Page:
        if not has_password.get(link):
            choose_password(page, link)
            has_password[link] = True
        sign_in(page, language)
        return page

    return sit


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    page.locator("[name=again]").press("Enter")
    page.wait_for_url("**/desk/sign-in*")


def sign_in(page: Page, language: str = "en") -> None:
    page.goto(f"/{language}/desk/sign-in")
    page.locator("[name=name]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/desk/")
