"""A measured value beside its goal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value with its goal: at least or at most `goal`."""

    name: str
    value: float
    is_floor: bool
    goal: float

    @property
    def is_met(self) -> bool:
        return self.value >= self.goal if self.is_floor else self.value <= self.goal

    def __str__(self) -> str:
        sign = "≥" if self.is_floor else "≤"
        verdict = "met" if self.is_met else "NOT MET"
        return f"{self.name:<80} {self.value:8.4f}  {sign} {self.goal:<6g} {verdict}"


def at_least(name: str, value: float, *, goal: float) -> Figure:
    return Figure(name, float(value), is_floor=True, goal=goal)


def at_most(name: str, value: float, *, goal: float) -> Figure:
    return Figure(name, float(value), is_floor=False, goal=goal)
