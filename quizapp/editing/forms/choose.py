"""Build the form of a document, with the choices that it offers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from quizapp.catalog.models import Album
from quizapp.catalog.queries import album_by_id, albums, all_artists, theme_tags, tracks_in_use
from quizapp.editing.documents.parts import first_state
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import album_rules, quiz_by_id
from quizapp.texts import Localized
from quizapp.web.i18n import current_language

from .base import ContentForm
from .catalog import (
    AlbumForm,
    ArtistForm,
    ChapterForm,
    MoodQuizForm,
    SiteForm,
    ThemeForm,
    TrackForm,
    TriviaQuizForm,
)
from .items import CATEGORIES, ItemForm, MoodItemForm, TriviaItemForm

PLAIN: dict[str, type[ContentForm]] = {
    "artist": ArtistForm,
    "theme": ThemeForm,
    "chapter": ChapterForm,
    "album": AlbumForm,
}
NEW_OPTIONS = 4
Data = Mapping[str, Any] | None


def content_form(
    kind: str,
    *,
    parent_id: int,
    object_id: int = 0,
    fields: MultiDict[str, str] | None = None,
    data: Data = None,
) -> ContentForm:
    """The form of a kind with what was sent (``fields``), or else with ``data``."""
    if kind in {"track", "chapter"} and data is None:
        data = {"state": first_state(parent_id)}
    if kind == "item":
        return _item_form(parent_id, fields, data)
    if kind == "track":
        return _track_form(parent_id, object_id, fields, data)
    if kind == "quiz":
        is_mood = quiz_by_id(object_id).kind == QuizKind.MOOD
        return (MoodQuizForm if is_mood else TriviaQuizForm)(fields, data=data)
    if kind == "site":
        return SiteForm(fields, data=data, albums=_albums())
    return PLAIN[kind](fields, data=data)


def _item_form(quiz_id: int, fields: MultiDict[str, str] | None, data: Data) -> ItemForm:
    quiz = quiz_by_id(quiz_id)
    start = data or {"options": [{"id": None}] * NEW_OPTIONS}
    themes, album = _themes(), album_rules(quiz.album)
    if quiz.kind == QuizKind.MOOD:
        return MoodItemForm(fields, data=start, themes=themes, album=album)
    categories = _categories(quiz.album)
    return TriviaItemForm(fields, data=start, themes=themes, album=album, categories=categories)


def _categories(album: Album) -> Mapping[str, Any]:
    language = current_language()
    own = {c["slug"]: Localized(**c["label"]) for c in album.categories}
    return {slug: label.in_language(language).text for slug, label in own.items()} or CATEGORIES


def _track_form(
    album_id: int, track_id: int, fields: MultiDict[str, str] | None, data: Data
) -> TrackForm:
    language = current_language()
    return TrackForm(
        fields,
        data=data,
        themes=_themes(),
        artists=[(a.slug, a.name.in_language(language).text) for a in all_artists()],
        episode_count=album_by_id(album_id).episode_count,
        others={t.slug: t.profile for t in tracks_in_use(album_id) if t.id != track_id},
    )


def _themes() -> list[tuple[str, str]]:
    language = current_language()
    return [(theme.slug, theme.label.in_language(language).text) for theme in theme_tags()]


def _albums() -> list[tuple[str, str]]:
    """Every album: one that is no live one is left for the first that is."""
    language = current_language()
    titles = [(album.slug, album.title.in_language(language).text) for album in albums()]
    return [("", gettext("The first live album")), *titles]
