"""People who play through the test client, as a browser without JavaScript would."""

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
OWNER_KEY = re.compile(r'data-key="([\w-]{22}\.[\w-]{22})"')
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')


class MoodPlayer:
    """Opens the mood quiz and sends answers; ``options`` holds what the last page offered."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.address = f"/{language}/mood/"
        self.options: dict[str, list[str]] = {}
        self.hidden: dict[str, str] = {}
        self.sent: Mapping[str, Any] = {}

    @property
    def names(self) -> list[str]:
        return list(self.options)

    def open_quiz(self, **query: str) -> TestResponse:
        page = self.client.get(self.address, query_string=query)
        self._read(page.text)
        return page

    def send(self, answers: Mapping[str, Any], **options: Any) -> TestResponse:
        self.sent = {**self.hidden, **answers}
        return self.client.post(self.address, data=self.sent, **options)

    def play_to_the_end(self, first_option: int = 0) -> str:
        """Choose the same place of every item, deciders too, and give the result's address."""
        names = self.names[:8]
        sheet = {name: self.options[name][first_option] for name in names}
        answer = self.send(sheet)
        for _ in range(3):
            if answer.status_code != 200:
                break
            visible, hidden = self._offered(answer.text)
            name = next(iter(visible))
            self.sent = {**hidden, name: visible[name][first_option]}
            answer = self.client.post(self.address, data=self.sent)
        assert answer.status_code == 307, answer.text
        return answer.headers["Location"]

    def own_page(self, address: str) -> TestResponse:
        """What the browser shows then: 307 makes it send the same form to that address."""
        return self.client.post(address, data=self.sent)

    def key_of(self, address: str) -> str:
        """The owner key of the last result, which its own page alone has."""
        found = OWNER_KEY.search(self.own_page(address).text)
        assert found, "the page does not know its owner"
        return found[1]

    def _read(self, page: str) -> None:
        self.options, self.hidden = self._offered(page)

    @staticmethod
    def _offered(page: str) -> tuple[dict[str, list[str]], dict[str, str]]:
        options: dict[str, list[str]] = {}
        for field in RADIO.findall(page):
            options.setdefault(_attribute(field, "name"), []).append(_attribute(field, "value"))
        hidden = {_attribute(f, "name"): _attribute(f, "value") for f in HIDDEN.findall(page)}
        return options, hidden


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found.group(1) if found else ""
