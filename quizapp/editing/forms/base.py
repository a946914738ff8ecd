"""The base of all content forms: both languages, sources, messages beside their field."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext
from wtforms import FieldList, Form, FormField, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from quizapp.auth.access import AdminForm
from quizapp.editing.documents import Content
from quizapp.quizzes.candidate import Source
from quizapp.quizzes.problems import MESSAGES, ItemProblem, ProblemCode
from quizapp.quizzes.text_rules import source_problems, text_problems

from .fields import LocalizedField

NO_CONTENT = {"csrf_token", "revision"}
FieldMessage = tuple[str, str]
"""A dotted path as in `ItemProblem.field`, and the words that belong beside that field."""


class ContentForm(AdminForm):
    """The base of all forms for content.

    ``revision`` is the state of the thing that this form was opened on; 0 for a new thing.
    """

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()], default=0)

    def content(self) -> Content:
        values = {name: value for name, value in self.data.items() if name not in NO_CONTENT}
        if "sources" in values:
            values["sources"] = [row for row in values["sources"] if row["label"] or row["url"]]
        return values

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = super().validate(extra_validators)
        messages = list(self.field_messages())
        for path, message in messages:
            _place(self, path, message)
        return is_fine and not messages

    def field_messages(self) -> Iterator[FieldMessage]:
        """What the rules say about what was typed; empty when it may be saved."""
        return map(field_message, self.typed_problems())

    def typed_problems(self) -> Iterator[ItemProblem]:
        for name, field in self._fields.items():
            if isinstance(field, LocalizedField):
                yield from _localized_problems(name, field)
        if "sources" in self:
            yield from source_problems(sources_of(self.content()["sources"]))

    @property
    def has_errors(self) -> bool:
        """Whether there is a message anywhere; ``errors`` knows none inside of rows."""
        return bool(self.form_errors or self.fields_with_errors)

    @property
    def fields_with_errors(self) -> list[Any]:
        """The fields with a message, one by one, for the list at the head of the form."""
        return list(_with_errors(self))


def field_message(problem: ItemProblem) -> FieldMessage:
    return problem.field, gettext(MESSAGES[problem.code], detail=problem.detail)


def sources_of(rows: list[dict[str, Any]]) -> tuple[Source, ...]:
    return tuple(
        Source(row["label"], row["url"], row["confidence"] or "", label_ko=row["label_ko"] or "")
        for row in rows
    )


def _localized_problems(name: str, field: LocalizedField) -> Iterator[ItemProblem]:
    for code, text in field.data.items():
        yield from text_problems(f"{name}.{code}", text, field.limit)
    if field.is_needed and not any(field.data.values()):
        yield ItemProblem(ProblemCode.MISSING, name)


def _place(form: Form, path: str, message: str) -> None:
    target: Any = form
    for step in filter(None, path.split(".")):
        target = target[int(step) - 1] if isinstance(target, FieldList) else target[step]
    if isinstance(target, LocalizedField):
        target = target[target.missing_language or "en"]
    if isinstance(target, Form):
        target.form_errors.append(message)
    else:
        target.errors = [*target.errors, message]


def _with_errors(fields: Any) -> Iterator[Any]:
    for field in fields:
        if isinstance(field, FormField):
            yield from _with_errors(field)
        elif isinstance(field, FieldList):
            if any(isinstance(error, str) for error in field.errors):
                yield field
            yield from _with_errors(field)
        elif field.errors:
            yield field
