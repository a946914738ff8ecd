"""A sheet of answers as one short text, which is what a result row keeps."""

from dataclasses import dataclass

from .scoring import Answers

SKIPPED = "-"


@dataclass(frozen=True)
class Sheet:
    """``answers[item]`` is an option index or None; ``deciders`` are the items asked on top.

    Items count as in the edition, from 0. A skipped decider stands in ``deciders`` alone.
    """

    answers: Answers
    deciders: tuple[int, ...] = ()

    def encode(self) -> str:
        marks = "".join(SKIPPED if a is None else str(a) for a in self.answers)
        return ".".join([marks, *map(str, self.deciders)])

    @classmethod
    def decode(cls, text: str) -> "Sheet":
        marks, *deciders = text.split(".")
        answers = tuple(None if mark == SKIPPED else int(mark) for mark in marks)
        return cls(answers, tuple(map(int, deciders)))
