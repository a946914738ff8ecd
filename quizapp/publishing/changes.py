"""Changes between the live edition and the next one."""

from dataclasses import dataclass, replace

from quizapp.quizzes.content import ItemContent, QuizContent


@dataclass(frozen=True)
class Changes:
    """What the next edition changes.

    ``has_others``: something else than items, such as a track, a theme or a setting.
    """

    added: list[ItemContent]
    changed: list[ItemContent]
    gone: list[ItemContent]
    has_others: bool

    @property
    def is_none(self) -> bool:
        return not (self.added or self.changed or self.gone or self.has_others)


def changes_between(before: QuizContent, now: QuizContent) -> Changes:
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in now.items}
    return Changes(
        added=[item for item in now.items if item.id not in old],
        changed=[item for item in now.items if item.id in old and item != old[item.id]],
        gone=[item for item in before.items if item.id not in new],
        has_others=replace(before, items=()) != replace(now, items=()),
    )
