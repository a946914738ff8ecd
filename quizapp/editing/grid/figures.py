"""What the counts of a question's options say in one line of the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.analytics.figures import COMMON_SHARE, LEAST_SAMPLE, RARE_SHARE
from quizapp.trivia.difficulty import Verdict, dead_distractors, verdict


@dataclass(frozen=True)
class Numbers:
    """How often a question was answered, how often rightly, and whether it needs an editor."""

    asked: int = 0
    right: int | None = None
    needs_hand: bool = False

    @property
    def right_share(self) -> float | None:
        """0-1; None of a mood question, and below the least sample."""
        if self.right is None or self.asked < LEAST_SAMPLE:
            return None
        return self.right / self.asked


def numbers_of(counts: Sequence[int], keys: Sequence[bool], stars: int) -> Numbers:
    """The numbers of a question from the counts of its options.

    :param keys: of each option, whether it is right; none is, of a mood question.
    """
    right = counts[keys.index(True)] if True in keys else None
    return Numbers(sum(counts), right, _needs_hand(counts, keys, stars))


def _needs_hand(counts: Sequence[int], keys: Sequence[bool], stars: int) -> bool:
    """Whether the figures page marks it (`ItemFigure.needs_review`)."""
    total = sum(counts)
    if total < LEAST_SAMPLE:
        return False
    if True not in keys:
        return any(not RARE_SHARE <= count / total <= COMMON_SHARE for count in counts)
    key = keys.index(True)
    is_dead = bool(dead_distractors(counts, key=key))
    return is_dead or verdict(counts, key=key, stars=stars) in {Verdict.REWORD, Verdict.RETIRE}
