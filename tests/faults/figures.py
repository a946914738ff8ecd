"""Figures beside their goals, printed as they are measured."""

from dataclasses import dataclass, field
from typing import Any

from tests.faults.players import Loss, Record


@dataclass
class Figures:
    title: str
    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add(self, name: str, value: object) -> None:
        self.lines.append(f"         {name}: {value}")

    def must_be(self, name: str, value: Any, goal: Any, *, at_most: bool = False) -> None:
        """Compare a figure with its goal: equal, or with ``at_most`` not above it."""
        is_met = value <= goal if at_most else value == goal
        line = f"{name}: {value}" + (f" (at most {goal})" if at_most else f" (goal {goal})")
        self.lines.append(f"  {'met   ' if is_met else 'MISSED'} {line}")
        if not is_met:
            self.failures.append(line)

    def of_players(self, record: Record, loss: Loss, *, quiet: bool = False) -> None:
        self.add("players", record)
        if not record.results:
            self.failures.append("nobody finished a game")
        if record.remarks:
            self.failures.append(f"players say: {record.remarks[:3]}")
        if not quiet or loss.lost or loss.changed or record.doubled:
            self.must_be("acknowledged results lost", len(loss.lost), 0)
            self.must_be("results changed", len(loss.changed), 0)
            self.must_be("results doubled", record.doubled, 0)

    def __str__(self) -> str:
        return "\n".join([self.title, *self.lines, *(f"  FAILED {f}" for f in self.failures)])
