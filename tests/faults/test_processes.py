"""The quick fault experiments of `python -m benchmarks.faults`: real processes, real kills.

Disks need root and mounts; they are run by hand: `python -m benchmarks.faults full-disk`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import clocks, deletion, doors, front, pooled, processes, services, starts
from tests.faults.figures import Figures
from tests.faults.players import Loss, Record


def broken_promises(figures: Figures) -> list[str]:
    """Not how long it took: that is measured by hand, on a machine that does nothing else."""
    return [line for line in figures.failures if ", s:" not in line]


class TestFigures:
    def test_tell_of_a_lost_answer(self) -> None:
        figures = Figures("a loss")

        figures.of_players(Record(results={"/en/r/x": "d"}), Loss(["/en/r/x"], []))

        assert figures.failures

    def test_tell_when_nobody_played(self) -> None:
        figures = Figures("an empty hall")

        figures.of_players(Record(), Loss([], []))

        assert figures.failures == ["nobody finished a game"]


class TestGame:
    def test_loses_nothing_when_workers_are_killed(self, tmp_path: Path) -> None:
        assert broken_promises(processes.kill_workers(tmp_path, times=2)) == []

    def test_loses_nothing_when_all_is_killed(self, tmp_path: Path) -> None:
        assert broken_promises(processes.kill_all(tmp_path, times=1)) == []

    def test_cuts_nobody_off_when_told_to_stop(self, tmp_path: Path) -> None:
        assert broken_promises(processes.terminate(tmp_path, times=1)) == []

    def test_is_whole_after_a_backup_was_brought_back(self, tmp_path: Path) -> None:
        assert broken_promises(processes.back_up(tmp_path, seconds=2)) == []

    def test_does_not_mind_the_clock(self, tmp_path: Path) -> None:
        assert broken_promises(clocks.jump(tmp_path, seconds=0.2)) == []

    def test_lets_people_play_beside_costly_work(self, tmp_path: Path) -> None:
        crowd = doors.costly_work(tmp_path, sign_ins=16, cards=16, imports=4, players=4, seconds=6)

        assert broken_promises(crowd) == []

    def test_starts_many_at_once_on_nothing(self, tmp_path: Path) -> None:
        assert broken_promises(starts.at_once(tmp_path, times=1)) == []


def lasting_harm(figures: Figures) -> list[str]:
    """Not what players had to wait for or ask again either: beside other tests two to four servers
    have no two cores to themselves. ``python -m benchmarks.faults`` holds them to that too."""
    passing = ("5xx", "finished a game")
    return [line for line in broken_promises(figures) if not any(word in line for word in passing)]


@pytest.mark.install  # wants the machine to itself
class TestServers:
    """Chaos: killed, frozen, without Redis, PostgreSQL restarted and its disk full."""

    @pytest.mark.timeout(900)
    def test_lose_and_double_nothing(self, tmp_path: Path) -> None:
        assert lasting_harm(services.two_servers(tmp_path, players=6, seconds=3)) == []

    def test_share_a_few_sessions_of_postgresql(self, tmp_path: Path) -> None:
        assert lasting_harm(pooled.four_servers(tmp_path, players=8, seconds=4)) == []


class TestFront:
    def test_keeps_slow_clients_from_everybody_else(self, tmp_path: Path) -> None:
        assert broken_promises(front.slow_clients(tmp_path, sockets=64, seconds=1)) == []

    @pytest.mark.parametrize("store", ["sqlite", "postgresql"])
    def test_shows_nothing_of_what_was_deleted(self, tmp_path: Path, store: str) -> None:
        with _settings(tmp_path, store) as settings:
            assert broken_promises(deletion.everywhere(tmp_path, settings)) == []


@contextmanager
def _settings(folder: Path, store: str) -> Iterator[dict[str, str]]:
    """Of a database that two servers can share."""
    if store == "sqlite":
        yield {}
    else:
        with services.own_postgres(folder / "pg") as postgres:
            yield {"DATABASE_URL": postgres.url}
