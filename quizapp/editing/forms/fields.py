"""Fields of the content forms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.catalog.limits import CLAIM_LIMIT
from quizapp.editing.rows import Fields
from quizapp.quizzes.candidate import cleaned
from quizapp.quizzes.kinds import Confidence
from quizapp.web.forms import GameForm, choices

CONFIDENCE_WORDS = {
    Confidence.HIGH: _l("well established"),
    Confidence.MEDIUM: _l("one source"),
    Confidence.LOW: _l("inferred"),
}


def clean(text: str | None) -> str:
    return cleaned(text or "")


class ShortTexts(GameForm):
    en = StringField("English", filters=[clean])
    ko = StringField("한국어", filters=[clean])


class LongTexts(GameForm):
    en = TextAreaField("English", filters=[clean])
    ko = TextAreaField("한국어", filters=[clean])


class LocalizedField(FormField):  # type: ignore[type-arg]  # generic in the stubs alone
    """One text in both languages, each held to ``limit`` characters."""

    def __init__(
        self,
        label: Any,
        *,
        limit: int,
        is_needed: bool = False,
        is_long: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(LongTexts if is_long else ShortTexts, label, **options)
        self.limit = limit
        self.is_needed = is_needed
        self.is_long = is_long

    @property
    def missing_language(self) -> str:
        """The language that still lacks this text, or ""."""
        texts: Mapping[str, str] = self.data
        missing = [code for code, text in texts.items() if not text]
        return missing[0] if len(missing) == 1 else ""


class WeightsField(Field):
    """Points for a few themes. All inputs have one name: a theme, its points, a theme, …

    ``data`` is points by theme; ``pairs`` is what was typed, with empty ones to fill in.
    """

    def __init__(self, label: Any, *, pair_count: int, highest: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.pair_count = pair_count
        self.highest = highest
        self.typed: Sequence[tuple[str, str]] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        missing = self.pair_count - len(self.typed)
        return [*self.typed, *[("", "")] * missing]

    @property
    def spent(self) -> int:
        return sum((self.data or {}).values())

    def process_data(self, value: Mapping[str, int] | None) -> None:
        self.data = dict(value or {})
        self.typed = [(theme, str(points)) for theme, points in self.data.items()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        pairs = list(zip(valuelist[::2], valuelist[1::2], strict=False))
        self.typed = [(theme, points.strip()) for theme, points in pairs if theme or points.strip()]
        self.data = {}
        for theme, points in self.typed:
            self._take(theme, points)

    def _take(self, theme: str, points: str) -> None:
        if not theme:
            raise ValueError(_("Choose a theme for these points."))
        if theme in self.data:
            raise ValueError(_("A theme appears twice."))
        if points and not (points.isascii() and points.isdecimal() and len(points) < 4):
            raise ValueError(_("Points are whole numbers."))
        self.data[theme] = int(points or 0)


class TicksField(SelectMultipleField):
    """Any number of a few, as boxes to tick; what is no longer offered is refused."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SourceRow(GameForm):
    label = StringField(_l("What it is"), filters=[clean])
    label_ko = StringField(_l("What it is, in Korean"), filters=[clean])
    url = StringField(_l("Address"), filters=[clean], render_kw={"inputmode": "url"})
    confidence = SelectField(
        _l("Confidence"),
        choices=choices(CONFIDENCE_WORDS.items()),
        default=Confidence.MEDIUM,
        validate_choice=False,
    )


class ClaimedSourceRow(SourceRow):
    claim = LocalizedField(_l("Which fact it supports"), limit=CLAIM_LIMIT)


def sources_field(row: type[GameForm] = SourceRow) -> Any:
    return FieldList(FormField(row), label=_l("Sources"))


def pairs_of(fields: Any) -> Fields:
    """Names and values as a browser would send them."""
    return [pair for field in fields for pair in _pairs(field)]


def _pairs(field: Any) -> Iterator[tuple[str, str]]:
    if isinstance(field, FormField | FieldList):
        yield from pairs_of(field)
    elif isinstance(field, WeightsField):
        yield from ((field.name, text) for pair in field.typed for text in pair)
    elif isinstance(field, SelectMultipleField):
        yield from ((field.name, value) for value in field.data or ())
    elif isinstance(field.data, bool):
        yield from [(field.name, "y")] * field.data
    else:
        yield field.name, "" if field.data is None else str(field.data)
