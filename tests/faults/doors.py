"""Costly work of many at once: sign-ins, cards and imports, while others play."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from pathlib import Path

from quizapp import clock
from quizapp.auth.sessions import begin_session
from quizapp.database.db import transaction
from tests.editors import COOKIE, CSRF, add_editor
from tests.faults.figures import Figures
from tests.faults.game import Game, inside, running
from tests.faults.players import Answer, Fields, Record, Unanswered, ask, percentile, playing, until

CARD = re.compile(r'href="(/[^"]*cards/[^"]+\.png)"')
DIGEST = re.compile(r'name="digest"[^>]*value="([^"]+)"')
SIGN_IN, IMPORT, PREVIEW = (f"/en/desk/{path}" for path in ("sign-in", "import", "import/preview"))
ROWS = 500
"""Questions of one import."""
TIMES_DRAWN = 3
"""Cards that each who wants cards wants, one after the other."""
NONE: Mapping[str, str] = {}


@dataclass
class Crowd:
    """What those who want costly work were told, by what they wanted and the status."""

    port: int
    stop: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Visitor:
    """Wants one kind of costly work, and comes again when told so, as long as told."""

    def __init__(self, kind: str, number: int, crowd: Crowd, cookie: str = "") -> None:
        self.kind, self.crowd, self.cookie = kind, crowd, cookie
        self.source = f"127.{len(kind)}.{1 + number // 200}.{1 + number % 200}"
        self.token = ""

    def get(self, path: str) -> Answer:
        return self._patiently("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        return self._patiently("POST", path, fields)

    def _patiently(self, method: str, path: str, fields: Fields | None) -> Answer:
        answer = Answer(0, "")
        while not self.crowd.stop.is_set():
            sent = None if fields is None else {"csrf_token": self.token, **fields}
            answer = self._ask(method, path, sent)
            if answer.status not in {429, 503}:
                break
            self.crowd.stop.wait(float(answer.retry_after or 1))
        return answer

    def _ask(self, method: str, path: str, fields: Fields | None) -> Answer:
        port, source, cookie = self.crowd.port, self.source, self.cookie
        try:
            answer = ask(port, method, path, fields, source=source, cookie=cookie)
        except Unanswered:
            answer = Answer(0, "")
        with self.crowd.lock:
            self.crowd.statuses[f"{self.kind} {answer.status}"] += 1
        self.cookie = answer.cookie or self.cookie
        found = CSRF.search(answer.text)
        self.token = unescape(found[1]) if found else self.token
        return answer


def costly_work(
    folder: Path,
    environ: Mapping[str, str] = NONE,
    *,
    sign_ins: int = 64,
    cards: int = 64,
    imports: int = 16,
    players: int = 16,
    seconds: float = 30,
) -> Figures:
    """So many who sign in, want cards and import at once, each again and again, while others play.

    An import has `ROWS` questions and is confirmed; each editor imports once.
    """
    title = f"{sign_ins} sign-ins, {cards} cards, {imports} imports at once, {players} players"
    figures = Figures(f"{title}, {seconds:.0f} s")
    with running(folder / "doors", environ) as game:
        wanted = _card_addresses(game, cards * TIMES_DRAWN)
        crowd = Crowd(game.port)
        work = [_signing_in(Visitor("sign-in", number, crowd)) for number in range(sign_ins)]
        work += [_drawing(Visitor("card", n, crowd), wanted[n::cards]) for n in range(cards)]
        work += [
            _importing(Visitor("import", number, crowd, cookie), number)
            for number, cookie in enumerate(_editors(game, imports))
        ]
        with playing(players, game.port) as alone:
            time.sleep(min(seconds, 5))
        with playing(players, game.port) as record, _doing(work, crowd):
            time.sleep(seconds)
        _compare(figures, crowd, alone, record)
    return figures


def _compare(figures: Figures, crowd: Crowd, alone: Record, record: Record) -> None:
    figures.add("players alone", alone)
    figures.add("players beside them", record)
    figures.add("costly work", dict(sorted(crowd.statuses.items())))
    refused = record.count("5") + sum(record.statuses[f"{m} 429"] for m in ("GET", "POST"))
    figures.must_be("players refused", refused, 0)
    figures.must_be("cut off or not connected", record.cut_off + record.refused, 0)
    figures.must_be("players' p95, s", round(percentile(record.seconds, 95), 3), 1, at_most=True)
    for kind, done in (("sign-in", 422), ("card", 200), ("import", 303)):
        figures.must_be(f"{kind}: some were done", crowd.statuses[f"{kind} {done}"] > 0, True)
    others = {status.split()[1] for status in crowd.statuses}
    figures.must_be("other answers", others - {"200", "303", "409", "422", "503"}, set())


@contextmanager
def _doing(work: list[Callable[[], None]], crowd: Crowd) -> Iterator[None]:
    """All of them begin at the same moment."""
    together = threading.Barrier(len(work))

    def begin(doing: Callable[[], None]) -> None:
        together.wait()
        doing()

    with ThreadPoolExecutor(len(work)) as threads:
        ends = [threads.submit(begin, each) for each in work]
        try:
            yield
        finally:
            crowd.stop.set()
        for end in ends:
            end.result()


def _signing_in(visitor: Visitor) -> Callable[[], None]:
    def sign_in() -> None:
        visitor.get(SIGN_IN)
        for number in count():
            if visitor.crowd.stop.is_set():
                return
            visitor.post(SIGN_IN, {"name": f"guess {number}", "password": f"guess {number}"})

    return sign_in


def _drawing(visitor: Visitor, addresses: list[str]) -> Callable[[], None]:
    def draw() -> None:
        for address in addresses:
            visitor.get(address)

    return draw


def _importing(visitor: Visitor, number: int) -> Callable[[], None]:
    rows = [f"Question {number}-{row}?,One,Two,1" for row in range(ROWS)]
    text = "\n".join(["question,option 1,option 2,key", *rows])

    def bring_in() -> None:
        """Look at the file, and confirm it as often as another import comes between."""
        visitor.get(IMPORT)
        answer = visitor.post(IMPORT, {"text": text, "format": "", "album": "1"})
        while answer.status in {303, 409} and not visitor.crowd.stop.is_set():
            seen = DIGEST.search(visitor.get(PREVIEW).text)
            if seen is None:
                return
            answer = visitor.post(PREVIEW, {"digest": seen[1]})
            if answer.status == 303:
                return

    return bring_in


def _editors(game: Game, number: int) -> list[str]:
    """The cookies of so many editors who are signed in."""
    with inside(game.settings):
        editors = [add_editor(f"Editor {n}") for n in range(number)]
        with transaction():
            return [f"{COOKIE}={begin_session(editor, clock.now())}" for editor in editors]


def _card_addresses(game: Game, number: int) -> list[str]:
    """Addresses of cards that nobody has drawn, three of each result that was just made."""
    found: set[str] = set()
    with playing(4, game.port) as record:
        until(lambda: 3 * len(record.results) >= number, 60)
    for address in record.results:
        found.update(CARD.findall(ask(game.port, "GET", address).text))
    return sorted(found)[:number]
