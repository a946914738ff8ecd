"""``python -m benchmarks.faults [NAME ...]``: run experiments and print their figures.

Without a name, all of them. Some need root (mounts), nginx, PostgreSQL or Redis.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import clocks, disks, front, processes, services, starts
from .figures import Figures

EXPERIMENTS: dict[str, Callable[[Path], Figures]] = {
    "crowd": processes.crowd,
    "kill-workers": processes.kill_workers,
    "kill-all": processes.kill_all,
    "terminate": processes.terminate,
    "reload": processes.reload,
    "backup": processes.back_up,
    "clock": clocks.jump,
    "full-disk": disks.full_disk,
    "read-only-disk": disks.read_only_disk,
    "power-cut": disks.power_cut,
    "starts": starts.at_once,
    "slow-clients": front.slow_clients,
    "overload": front.overload,
    "services": services.two_servers,
}


def main(names: list[str]) -> int:
    failures = 0
    for name in names or EXPERIMENTS:
        with tempfile.TemporaryDirectory(prefix="quiz-faults-") as folder:
            figures = EXPERIMENTS[name](Path(folder))
        print(f"{figures}\n", flush=True)
        failures += len(figures.failures)
    return 1 if failures else 0


sys.exit(main(sys.argv[1:]))
