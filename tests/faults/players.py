"""Simulated players who record every acknowledged answer, and verify it afterwards.

A player fills in the mood quiz as a browser without scripts does. When a request fails or is
answered 503, the same form is sent again, as a person would; what counts as acknowledged is a
redirect to a result. Each player has a loopback address of its own, so that rate limits see many.
"""

import hashlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
RADIO = re.compile(r'<input[^>]*type="radio"[^>]*>')
HEADING = re.compile(r"<h1.*?</h1>", re.DOTALL)
QUIZ = "/en/mood/"
FORM_TYPE = "application/x-www-form-urlencoded"
TIMEOUT_SECONDS = 15
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.05

Fields = dict[str, str]


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str = ""
    retry_after: str = ""


class Unanswered(Exception):
    """No whole answer came."""


class Refused(Unanswered):
    """No connection was accepted, so nothing was in progress."""


@dataclass
class Record:
    """What players saw; ``results`` holds a digest of the heading of each acknowledged result."""

    statuses: Counter[str] = field(default_factory=Counter)
    results: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    cut_off: int = 0
    refused: int = 0
    doubled: int = 0
    cuts: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, method: str, answer: Answer, seconds: float) -> None:
        with self.lock:
            self.statuses[f"{method} {answer.status}"] += 1
            self.seconds.append(seconds)

    def note_silence(self, problem: Unanswered) -> None:
        with self.lock:
            if isinstance(problem, Refused):
                self.refused += 1
            else:
                self.cut_off += 1
                self.cuts.append(str(problem))

    def count(self, first_digit: str) -> int:
        return sum(n for key, n in self.statuses.items() if key.split()[1].startswith(first_digit))

    def __str__(self) -> str:
        statuses = ", ".join(f"{key}: {n}" for key, n in sorted(self.statuses.items()))
        return (
            f"{len(self.results)} results acknowledged; {statuses}; cut off: {self.cut_off}; "
            f"no connection: {self.refused}; "
            f"p95 {percentile(self.seconds, 95) * 1000:.0f} ms"
        )


def percentile(seconds: list[float], per_cent: int) -> float:
    ordered = sorted(seconds) or [0.0]
    return ordered[min(len(ordered) - 1, len(ordered) * per_cent // 100)]


def ask(
    port: int, method: str, path: str, fields: Fields | None = None, *, source: str = "127.0.0.1"
) -> Answer:
    """:raises Unanswered: when no whole answer came; ``Refused`` when not even a connection."""
    body = urlencode(fields) if fields is not None else None
    headers = {"Content-Type": FORM_TYPE} if body is not None else {}
    connection = HTTPConnection(
        "127.0.0.1", port, timeout=TIMEOUT_SECONDS, source_address=(source, 0)
    )
    try:
        connection.connect()
    except OSError as problem:
        raise Refused(repr(problem)) from problem
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
    except (OSError, HTTPException) as problem:
        raise Unanswered(repr(problem)) from problem
    finally:
        connection.close()
    location, retry_after = (response.getheader(n) or "" for n in ("Location", "Retry-After"))
    return Answer(response.status, text, location, retry_after)


class Player:
    """A simulated player; each request goes to one of ``ports``."""

    def __init__(self, number: int, ports: list[int], record: Record) -> None:
        self.source = f"127.0.{1 + number // 200}.{1 + number % 200}"
        self.ports = ports
        self.record = record
        self.rng = random.Random(number)

    def play(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._play_once(stop)
            except TimeoutError as problem:
                self.record.remarks.append(str(problem))

    def _play_once(self, stop: threading.Event) -> None:
        page = self._keep_asking("GET", QUIZ, None, stop)
        answers: Fields = {}
        while page and page.status == 200:
            options, hidden = read_form(page.text)
            answers = {**hidden, **{name: self.rng.choice(of) for name, of in options.items()}}
            page = self._keep_asking("POST", QUIZ, answers, stop)
        if page is None:
            return
        if page.status != 307:
            self.record.remarks.append(f"{page.status} to a good form")
            return
        self._acknowledged(page.location, answers)

    def _acknowledged(self, address: str, answers: Fields) -> None:
        """Remember the result; now and then send the form again, which must change nothing."""
        with self.record.lock:
            self.record.results.setdefault(address, "")
        if self.rng.random() < 0.2:
            again = self._ask("POST", QUIZ, answers)
            if again and again.status == 307 and again.location != address:
                self.record.doubled += 1
        shown = self._ask("GET", address, None)
        if shown and shown.status == 200:
            self.record.results[address] = digest(shown.text)

    def _keep_asking(
        self, method: str, path: str, fields: Fields | None, stop: threading.Event
    ) -> Answer | None:
        """Retry as a person does, until there is an answer or the time is up."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up_at:
            answer = self._ask(method, path, fields)
            if answer and answer.status < 500 and answer.status != 429:
                return answer
            if stop.wait(PAUSE_SECONDS):
                return None
        raise TimeoutError(f"no answer to {method} {path} in {PATIENCE_SECONDS} s")

    def _ask(self, method: str, path: str, fields: Fields | None) -> Answer | None:
        began = time.monotonic()
        port = self.rng.choice(self.ports)
        try:
            answer = ask(port, method, path, fields, source=self.source)
        except Unanswered as problem:
            self.record.note_silence(problem)
            return None
        self.record.note(method, answer, time.monotonic() - began)
        return answer


def read_form(page: str) -> tuple[dict[str, list[str]], Fields]:
    """The radio buttons of a page by name, and its hidden fields."""
    options: dict[str, list[str]] = {}
    for tag in RADIO.findall(page):
        options.setdefault(_attribute(tag, "name"), []).append(_attribute(tag, "value"))
    hidden = {_attribute(tag, "name"): _attribute(tag, "value") for tag in HIDDEN.findall(page)}
    return {name: values for name, values in options.items() if name not in hidden}, hidden


def digest(page: str) -> str:
    """Digest of a result's heading: the counters further down keep changing."""
    return hashlib.sha256("".join(HEADING.findall(page)).encode()).hexdigest()


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found.group(1) if found else ""


@contextmanager
def playing(count: int, *ports: int) -> Iterator[Record]:
    """So many players play for as long as the block lasts, and then stop at once."""
    record, stop = Record(), threading.Event()
    players = [Player(number, list(ports), record) for number in range(count)]
    threads = [threading.Thread(target=player.play, args=[stop]) for player in players]
    for thread in threads:
        thread.start()
    try:
        yield record
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@dataclass(frozen=True)
class Loss:
    """Acknowledged results that are gone, or that say something else now."""

    lost: list[str]
    changed: list[str]


def losses(record: Record, port: int) -> Loss:
    shown = {address: ask(port, "GET", address) for address in record.results}
    lost = [address for address, answer in shown.items() if answer.status != 200]
    changed = [
        address
        for address, answer in shown.items()
        if answer.status == 200 and record.results[address] not in {"", digest(answer.text)}
    ]
    return Loss(lost, changed)


def until(condition: Callable[[], bool], seconds: float) -> float:
    """The seconds until ``condition`` holds; more than ``seconds`` when it did not."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.1)
    return seconds + 1
