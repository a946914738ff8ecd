"""Recommend tracks of other albums on the page of a result."""

from quizapp.catalog.house_queries import House, house
from quizapp.catalog.kin_view_models import KinView, kin_views
from quizapp.catalog.recommendation import Covariance, Scale, quiz_scale, recommend
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
    scale, covariance = _measure(known, edition)
    mood = leaning(edition.table, sheet.answers, covariance)
    return kin_views(known, recommend(known.shelf, scale, mood, beside=album), language)


def _measure(known: House, edition: PlayableEdition) -> tuple[Scale, Covariance]:
    measures, number = known.quiz_measures, edition.edition.id
    if number not in measures:
        covariance = blind_covariance(edition.table)
        measures[number] = quiz_scale(known.shelf, covariance), covariance
    return measures[number]
