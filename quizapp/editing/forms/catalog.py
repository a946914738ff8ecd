"""Forms for tracks, artists, theme tags, chapters, albums and the settings of quizzes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import DateInput

from quizapp.catalog.limits import (
    BODY_LIMIT,
    CATEGORY_COUNT,
    CATEGORY_LIMIT,
    EPISODES,
    GLYPH_LIMIT,
    LABEL_LIMIT,
    NAME_LIMIT,
    PHRASE_LIMIT,
    TAGLINE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
    USUAL_EPISODE_COUNT,
)
from quizapp.catalog.models import Front, State, TrackKind
from quizapp.editing.documents import Content
from quizapp.mood.balance.problems import PROFILE_THEMES, STRONGEST_WEIGHT, BalanceCode, problems
from quizapp.quizzes.candidate import CORE_COUNTS, DECIDER_COUNTS, DECIDER_LEADS
from quizapp.quizzes.problems import ItemProblem, ProblemCode
from quizapp.quizzes.text_rules import line_problems, range_problems, slug_problems, text_problems
from quizapp.texts import N_
from quizapp.web.forms import GameForm, choices

from .base import ContentForm, FieldMessage
from .fields import (
    ClaimedSourceRow,
    LocalizedField,
    TicksField,
    WeightsField,
    clean,
    sources_field,
)

LANGUAGES_OF_TITLES = {"": "–", "ja": _l("Japanese"), "zh": _l("Chinese"), "fr": _l("French")}
KINDS = {TrackKind.RELEASE: _l("released"), TrackKind.ON_SCREEN: _l("heard on screen")}
ADDED_HERE = {"new_artist", "new_theme"}
PROFILE_RULES = {BalanceCode.PROFILE_THEMES, BalanceCode.PROFILE_STRONGEST, BalanceCode.TWIN_TRACKS}


STATES = {
    State.DRAFT: _l("Draft: nobody but editors finds it"),
    State.LIVE: _l("Live: everybody finds it"),
    State.HIDDEN: _l("Hidden: whoever has its link opens it, and no list, search or menu shows it"),
    State.RETIRED: _l("Retired: old links still open, and nothing new begins"),
}
FRONTS = {
    Front.ALBUM: _l("The opening of the main album"),
    Front.SHELF: _l("The shelf of all live albums"),
}


def state_field(*states: State, default: State = State.LIVE) -> RadioField:
    """Who finds it. A form sent without an answer leaves the state as it is."""
    offered = [(state, STATES[state]) for state in states or STATES]
    return RadioField(_l("Who finds it"), choices=choices(offered), default=default)


def prose(label: Any, *, is_needed: bool = False) -> LocalizedField:
    return LocalizedField(label, limit=TEXT_LIMIT, is_long=True, is_needed=is_needed)


def count(label: Any, allowed: range, default: int | None = None) -> IntegerField:
    least, most = allowed[0], allowed[-1]
    bounds = [InputRequired(), NumberRange(least, most)]
    return IntegerField(
        label, validators=bounds, default=default, render_kw={"min": least, "max": most}
    )


class ArtistForm(ContentForm):
    name = LocalizedField(_l("Name"), limit=NAME_LIMIT, is_needed=True)
    about = prose(_l("About"))
    sources = sources_field()


class ThemeForm(ContentForm):
    label = LocalizedField(_l("Label"), limit=LABEL_LIMIT, is_needed=True)
    phrase = LocalizedField(_l("“You kept reaching for …”"), limit=PHRASE_LIMIT, is_needed=True)
    glyph = StringField(_l("Sign"), filters=[clean], validators=[InputRequired()])

    def typed_problems(self) -> Iterator[ItemProblem]:
        yield from super().typed_problems()
        yield from line_problems("glyph", self.glyph.data or "", GLYPH_LIMIT)


class ChapterForm(ContentForm):
    title = LocalizedField(_l("Title"), limit=TITLE_LIMIT, is_needed=True)
    body = LocalizedField(_l("Text"), limit=BODY_LIMIT, is_long=True, is_needed=True)
    sources = sources_field()
    state = state_field()


class CategoryRow(GameForm):
    slug = StringField(_l("Short name (a–z, 0–9, -)"), filters=[clean])
    label = LocalizedField(_l("Label"), limit=LABEL_LIMIT)


class AlbumForm(ContentForm):
    """An album. Without categories it has the usual ones."""

    title = LocalizedField(_l("Title"), limit=TITLE_LIMIT, is_needed=True)
    drama = LocalizedField(_l("Drama"), limit=TITLE_LIMIT, is_needed=True)
    intro = prose(_l("Introduction"))
    episode_count = count(_l("Episodes of the drama"), EPISODES, default=USUAL_EPISODE_COUNT)
    categories = FieldList(FormField(CategoryRow), label=_l("Categories of questions"))
    sources = sources_field()
    state = state_field(default=State.DRAFT)

    def typed_problems(self) -> Iterator[ItemProblem]:
        yield from super().typed_problems()
        slugs = [row["slug"] for row in self.categories.data]
        if len(slugs) > CATEGORY_COUNT:
            yield ItemProblem(ProblemCode.OUT_OF_RANGE, "categories", f"0–{CATEGORY_COUNT}")
        for at, slug in enumerate(slugs, 1):
            path = f"categories.{at}.slug"
            yield from line_problems(path, slug, CATEGORY_LIMIT)
            yield from slug_problems(path, slug)
            if slug in slugs[: at - 1]:
                yield ItemProblem(ProblemCode.SLUG_TAKEN, path, str(slugs.index(slug) + 1))
        for at, row in enumerate(self.categories, 1):
            for code, text in row.form["label"].data.items():
                path = f"categories.{at}.label.{code}"
                yield from line_problems(path, text, LABEL_LIMIT)
                if not text:
                    yield ItemProblem(ProblemCode.MISSING, path)


class SiteForm(ContentForm):
    """The settings of the whole site.

    ``albums`` are slugs and titles; the empty slug stands for the first live album.
    """

    main_album = SelectField(_l("Main album"), default="")
    front = RadioField(_l("Front page"), choices=choices(FRONTS.items()), default=Front.ALBUM)
    title = LocalizedField(_l("Title of the site"), limit=TITLE_LIMIT)
    tagline = LocalizedField(_l("Tagline"), limit=TEXT_LIMIT, is_long=True)

    def __init__(self, *args: Any, albums: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.main_album.choices = choices(albums)


class TriviaQuizForm(ContentForm):
    title = LocalizedField(_l("Title"), limit=TITLE_LIMIT, is_needed=True)
    intro = prose(_l("Introduction"))
    state = state_field()


class MoodQuizForm(TriviaQuizForm):
    core_count = count(_l("Questions that everybody gets"), CORE_COUNTS)
    decider_count = count(_l("Deciders at most"), DECIDER_COUNTS)
    decider_lead = count(_l("Ask a decider while the lead is below"), DECIDER_LEADS)


class NewThemeForm(GameForm):
    """A theme that is added while a track is edited."""

    label = LocalizedField(_l("Label"), limit=LABEL_LIMIT)
    phrase = LocalizedField(_l("“You kept reaching for …”"), limit=PHRASE_LIMIT)
    glyph = StringField(_l("Sign"), filters=[clean])

    def problems(self) -> Iterator[ItemProblem]:
        """What is wrong with a theme that was begun; nothing where all is empty."""
        if not self.is_begun:
            return
        for name, text in (("label", self.label), ("phrase", self.phrase)):
            if not any(text.data.values()):
                yield ItemProblem(ProblemCode.MISSING, name)
            for code, words in text.data.items():
                yield from line_problems(f"{name}.{code}", words, text.limit)
        if not self.glyph.data:
            yield ItemProblem(ProblemCode.MISSING, "glyph")
        yield from line_problems("glyph", self.glyph.data or "", GLYPH_LIMIT)

    @property
    def is_begun(self) -> bool:
        texts = (*self.label.data.values(), *self.phrase.data.values(), self.glyph.data)
        return any(texts)


class TrackForm(ContentForm):
    """A track with its profile.

    ``others`` are the profiles of the album's other tracks, which this one must not double.
    """

    title = LocalizedField(_l("Title"), limit=TITLE_LIMIT, is_needed=True)
    kind = SelectField(
        _l("Kind"),
        choices=choices(KINDS.items()),
    )
    profile = WeightsField(
        _l("Mood profile"), pair_count=PROFILE_THEMES[-1], highest=STRONGEST_WEIGHT
    )
    artists = TicksField(_l("Artists"))
    tagline = LocalizedField(_l("Tagline"), limit=TAGLINE_LIMIT)
    story = prose(_l("Story"))
    scene = prose(_l("When it is heard, or whose feelings it is about"))
    spoiler_episode = IntegerField(_l("Safe after episode"), [InputRequired()], default=0)
    scene_source = StringField(_l("Address of its source"), filters=[clean])
    original_title = StringField(_l("Title in another language"), filters=[clean])
    original_language = SelectField(
        _l("Its language"), choices=choices(LANGUAGES_OF_TITLES.items())
    )
    title_note = prose(_l("Note on the title"))
    performance = prose(_l("Who performs it in the story"))
    part = IntegerField(_l("Part of the release"), validators=[Optional(), NumberRange(1, 99)])
    released_on = StringField(_l("Released on"), filters=[clean], widget=DateInput())
    credits = prose(_l("Credits"))
    sources = sources_field(ClaimedSourceRow)
    state = state_field(State.DRAFT, State.LIVE, State.HIDDEN)
    new_artist = LocalizedField(_l("Name of the new artist"), limit=NAME_LIMIT)
    new_theme = FormField(NewThemeForm, label=_l("A new theme"))

    def __init__(
        self,
        *args: Any,
        themes: list[tuple[str, str]],
        artists: list[tuple[str, str]],
        others: Mapping[str, Mapping[str, int]],
        episode_count: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.episodes = range(episode_count + 1)
        self.spoiler_episode.render_kw = {"min": 0, "max": episode_count}
        self.theme_choices = themes
        self.artists.choices = choices(artists)
        self.others = others

    def content(self) -> Content:
        """The track's own content, without what is typed of a new artist or theme."""
        return {name: value for name, value in super().content().items() if name not in ADDED_HERE}

    def name_problems(self) -> Iterator[ItemProblem]:
        """What is wrong with the name of a new artist."""
        for code, text in self.new_artist.data.items():
            yield from text_problems(f"new_artist.{code}", text, NAME_LIMIT)

    def typed_problems(self) -> Iterator[ItemProblem]:
        yield from super().typed_problems()
        for problem in self.new_theme.form.problems():
            yield replace(problem, field=f"new_theme.{problem.field}")
        yield from line_problems("original_title", self.original_title.data or "", TITLE_LIMIT)
        yield from line_problems("scene_source", self.scene_source.data or "", URL_LIMIT)
        yield from range_problems("spoiler_episode", self.spoiler_episode.data or 0, self.episodes)

    def field_messages(self) -> Iterator[FieldMessage]:
        yield from super().field_messages()
        yield from (("profile", words) for words in self._profile_messages())
        if not _is_date(self.released_on.data):
            yield "released_on", _("This is no date. Write it as 2018-11-21.")
        if self.new_theme.form.is_begun and not [*self.new_theme.form.problems()]:
            yield "new_theme.glyph", _("Press “Add this theme” first, then give it points.")
        if not self._has_sourced_scene():
            yield "scene_source", _("This has to be the address of one of the sources below.")

    def _has_sourced_scene(self) -> bool:
        """Whether its line names one of its sources, or there is neither."""
        addresses = {source["url"] for source in self.sources.data}
        is_told = any(self.scene.data.values()) or bool(self.scene_source.data)
        return not is_told or self.scene_source.data in addresses

    def _profile_messages(self) -> Iterator[str]:
        profile = {theme: weight for theme, weight in self.profile.data.items() if weight}
        if any(weight > STRONGEST_WEIGHT for weight in profile.values()):
            yield _("Weights go from 1 to 5.")
        themes = [slug for slug, _label in self.theme_choices]
        tracks = {"": profile, **self.others}
        for problem in problems([], tracks, themes=themes, core_count=0):
            if problem.track == "" and problem.code in PROFILE_RULES:
                yield profile_words(problem.code, problem.value)


def profile_words(code: BalanceCode, value: int) -> str:
    words = {
        BalanceCode.PROFILE_THEMES: N_("A track has 2 to 5 themes; this one has %(value)s."),
        BalanceCode.PROFILE_STRONGEST: N_("Its strongest theme has 5; here it is %(value)s."),
        BalanceCode.TWIN_TRACKS: N_("Its mood is nearly that of another track (%(value)s%%)."),
    }
    return str(_(words[code], value=value))


def _is_date(text: str | None) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False
