"""``python -m benchmarks.faults [NAME ...] [--full] [--seed N] [--on sqlite postgresql]``

Runs experiments and prints their figures beside their goals: quick ones, or with ``--full`` of the
size that the goals are meant for. Without a name, all of them. Some need root (mounts), nginx,
PostgreSQL or Redis.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults import (
    clocks,
    deletion,
    disks,
    doors,
    front,
    pooled,
    processes,
    requests,
    services,
    starts,
)
from tests.faults.figures import Figures

STORES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Experiment:
    """``run`` has the full size by default; ``quick`` is what makes it small.

    :param on_postgresql: how many databases it wants there; 0 when it is about files of SQLite's.
    :param is_random: whether it takes a seed.
    """

    run: Callable[..., Figures]
    quick: dict[str, Any] = field(default_factory=dict)
    on_postgresql: int = 0
    is_random: bool = False


EXPERIMENTS = {
    "crowd": Experiment(processes.crowd, {"players": 32, "seconds": 12}, 1),
    "kill-workers": Experiment(processes.kill_workers, {"times": 12}, 1),
    "kill-all": Experiment(processes.kill_all, {"times": 4}, 1),
    "terminate": Experiment(processes.terminate, {"times": 2}, 1),
    "reload": Experiment(processes.reload, {"times": 2}, 1),
    "backup": Experiment(processes.back_up, {"seconds": 3}, 2),
    "clock": Experiment(clocks.jump, {"seconds": 0.5}, 1),
    "full-disk": Experiment(partial(disks.full_disk, seconds=10), {"seconds": 5}),
    "read-only-disk": Experiment(disks.read_only_disk),
    "power-cut": Experiment(disks.power_cut, {"times": 2}),
    "starts": Experiment(starts.at_once, {"times": 4}, 20),
    "slow-clients": Experiment(front.slow_clients, {"sockets": 96, "seconds": 10}),
    "deletion": Experiment(deletion.everywhere, {}, 1),
    "overload": Experiment(front.overload, {"seconds": 8}),
    "overload-10": Experiment(partial(front.overload, factor=10), {"seconds": 8}),
    "doors": Experiment(doors.costly_work, {"seconds": 10}, 1),
    "services": Experiment(services.two_servers),
    "unpooled": Experiment(partial(pooled.four_servers, is_pooled=False), {"seconds": 8}),
    "pooled": Experiment(pooled.four_servers, {"seconds": 8}),
    "requests": Experiment(requests.raw, {"count": 2000}, 1, is_random=True),
}


def main(arguments: list[str]) -> int:
    asked = _read(arguments)
    missed = []
    for name in asked.names or EXPERIMENTS:
        for store in asked.on:
            experiment = EXPERIMENTS[name]
            if store == "sqlite" or experiment.on_postgresql:
                figures = _run(experiment, store, _sizes(experiment, asked))
                figures.title += f", {store}"
                print(f"{figures}\n", flush=True)
                missed += [f"{figures.title}: {failure}" for failure in figures.failures]
    print("\n".join(["Every goal is met." if not missed else "Missed:", *missed]))
    return 1 if missed else 0


def _sizes(experiment: Experiment, asked: argparse.Namespace) -> dict[str, Any]:
    seed = {"seed": asked.seed} if experiment.is_random and asked.seed is not None else {}
    return seed if asked.full else experiment.quick | seed


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--full", action="store_true", help="of the size that the goals mean")
    parser.add_argument("--seed", type=int, help="of the series of random requests")
    parser.add_argument("--on", nargs="+", choices=STORES, default=STORES)
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(EXPERIMENTS):
        parser.error(f"no such experiment: {', '.join(sorted(unknown))}")
    return asked


def _run(experiment: Experiment, store: str, sizes: dict[str, Any]) -> Figures:
    with tempfile.TemporaryDirectory(prefix="quiz-faults-") as name:
        folder = Path(name)
        if store == "sqlite":
            return experiment.run(folder, **sizes)
        with _databases(folder, experiment.on_postgresql) as places:
            return experiment.run(folder, *places, **sizes)


@contextmanager
def _databases(folder: Path, count: int) -> Iterator[list[dict[str, str]]]:
    with services.own_postgres(folder / "pg") as postgres:
        yield [{"DATABASE_URL": postgres.database(f"quiz{number}")} for number in range(count)]


sys.exit(main(sys.argv[1:]))
