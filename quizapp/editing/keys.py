"""Which edit form is meant: that of an existing object, or of one still to be made."""

from dataclasses import dataclass

NEW = "new-"


@dataclass(frozen=True)
class FormKey:
    """A kind with the object's id, or (no id) with the quiz or album that a new object is for.

    As text ``track:5`` or ``new-track:1``.
    """

    kind: str
    object_id: int | None = None
    parent_id: int = 0

    def __str__(self) -> str:
        if self.object_id is None:
            return f"{NEW}{self.kind}:{self.parent_id}"
        return f"{self.kind}:{self.object_id}"

    @classmethod
    def parse(cls, text: str) -> "FormKey":
        """The key that a text was made of."""
        name, number = text.split(":")
        if name.startswith(NEW):
            return cls(name.removeprefix(NEW), parent_id=int(number))
        return cls(name, int(number))
