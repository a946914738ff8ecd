"""D7: the wall clock jumps under running games.

The game is served by an application whose ``clock.now`` and ``time.time`` are moved by the number
of seconds that a file holds: every reader of wall time within the process sees the jump.
"""

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.game import running
from tests.faults.players import QUIZ, ask, losses, playing, read_form
from tests.faults.store import remarks

JUMPS = {"+5 s": 5, "-5 s": -5, "+1 h": 3600, "-1 h": -3600, "+1 day": 86_400, "-1 day": -86_400}
YEAR = 365 * 86_400
OFFSET_FILE = "CLOCK_OFFSET_FILE"


def move_clock() -> None:
    """Within the game's process: read the offset whenever the clock is read."""
    from quizapp import clock

    real, file = time.time, Path(os.environ[OFFSET_FILE])

    def moved() -> float:
        return real() + float(file.read_text() or 0)

    time.time = moved
    clock.now = lambda: datetime.fromtimestamp(moved(), UTC)


def jump(
    folder: Path, environ: Mapping[str, str] | None = None, *, seconds: float = 1.5
) -> Figures:
    figures = Figures("D7 the clock jumps while people play")
    file = folder / "offset"
    file.write_text("0")
    application = "tests.faults.moved_clock:app"
    with running(
        folder / "clock", {**(environ or {}), OFFSET_FILE: str(file)}, application
    ) as game:
        with playing(8, game.port) as record:
            for offset in [*JUMPS.values(), YEAR, 0]:
                begun = _begin(game.port)
                file.write_text(str(offset))
                figures.must_be(
                    f"a game begun before {offset:+} s goes on", _end(game.port, begun), 307
                )
                time.sleep(seconds)
        figures.of_players(record, losses(record, game.port))
        figures.must_be("5xx", record.count("5"), 0)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def _begin(port: int) -> dict[str, str]:
    options, hidden = read_form(ask(port, "GET", QUIZ, source="127.0.9.3").text)
    return {**hidden, **{name: values[0] for name, values in options.items()}}


def _end(port: int, fields: dict[str, str]) -> int:
    answer = ask(port, "POST", QUIZ, fields, source="127.0.9.3")
    while answer.status == 200:
        options, hidden = read_form(answer.text)
        fields = {**hidden, **{name: values[0] for name, values in options.items()}}
        answer = ask(port, "POST", QUIZ, fields, source="127.0.9.3")
    return answer.status
