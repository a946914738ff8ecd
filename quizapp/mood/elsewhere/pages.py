"""Recommend tracks of other albums on the page of a result."""

from quizapp.catalog.house_queries import House, house
from quizapp.catalog.kin_view_models import KinView, kin_views
from quizapp.catalog.recommendation import Scale, quiz_scale, recommend
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.sheet import Sheet

from .leaning import blind_covariance, leaning


def elsewhere(edition: PlayableEdition, sheet: Sheet, language: str) -> list[KinView] | None:
    """The tracks of other live albums closest to a sheet; None where there is no other album.

    Nothing of it is stored: a result keeps its facts, and what stands beside it is what the house
    has today.
    """
    known, album = house(), edition.content.album_slug
    if not known.has_others(album):
        return None
    mood = leaning(edition.table, sheet.answers)
    found = recommend(known.shelf, _scale(known, edition), mood, beside=album)
    return kin_views(known, found, language)


def _scale(known: House, edition: PlayableEdition) -> Scale:
    scales, number = known.quiz_scales, edition.edition.id
    if number not in scales:
        scales[number] = quiz_scale(known.shelf, blind_covariance(edition.table))
    return scales[number]
