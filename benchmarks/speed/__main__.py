"""``make bench``: the goal table's rows as ratios from one interleaved run."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.speed import burst, counted, machine
from benchmarks.speed.load import Measured
from benchmarks.speed.rows import Row, compare, median, servers

HEADING = f"{'':5}{'':28}{'req/s':>8}{'floor':>8}{'ratio':>7}{'goal':>6}{'CPU ms':>8}{'ratio':>7}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--only", default="", help="rows whose name begins so, like P4")
    options.add_argument("--burst", action="store_true", help="only many answers at once")
    options.add_argument("--counted", action="store_true", help="only what counters cost")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        if chosen.burst:
            burst.run(Path(folder))
        elif chosen.counted:
            counted.run(Path(folder), chosen.rounds, chosen.seconds)
        else:
            _run(Path(folder), chosen.rounds, chosen.seconds, chosen.only)


def _run(folder: Path, rounds: int, seconds: float, only: str) -> None:
    machine.report_start(folder)
    with servers(folder, rounds) as (both, rows):
        chosen = [row for row in rows if row.goal_row.startswith(only)]
        got: dict[str, list[tuple[Measured, Measured]]] = {row.name: [] for row in chosen}
        for row in chosen:
            compare(both, row, rounds, 1)  # the first requests of a worker read the editions
        for number in range(rounds):
            for row in chosen:
                got[row.name].append(compare(both, row, number, seconds))
        print(HEADING)
        for row in chosen:
            print(_line(row, got[row.name]))
        machine.report_memory(both.game)
        machine.report_pure(both.card_address)


def _line(row: Row, pairs: list[tuple[Measured, Measured]]) -> str:
    rates = [game.rate / floor.rate for floor, game in pairs]
    cpu = median([game.cpu_ms / floor.cpu_ms for floor, game in pairs])
    p99 = median([game.p99 / floor.p99 for floor, game in pairs])
    rate = median([game.rate for _, game in pairs])
    floor_rate = median([floor.rate for floor, _ in pairs])
    cpu_ms = median([game.cpu_ms for _, game in pairs])
    is_met = (
        median(rates) >= row.goal
        and (row.most_cpu is None or cpu <= row.most_cpu)
        and (row.most_p99 is None or p99 <= row.most_p99)
    )
    errors = sum(game.errors for _, game in pairs)
    return (
        f"{row.goal_row:5}{row.name:28}{rate:8.0f}{floor_rate:8.0f}{median(rates):7.2f}"
        f"{row.goal:6.2f}{cpu_ms:8.3f}{cpu:7.2f}  p99 ×{p99:.2f}  {errors} errors"
        f"  ratios {min(rates):.2f}-{max(rates):.2f}  {'met' if is_met else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
