"""The Last Empress OST quiz. `create_app` puts all rooms together."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from . import cli
from .analytics.views import bp as analytics_admin
from .analytics.views.beacon import bp as analytics
from .api.views import bp as api
from .auth.views import bp as auth
from .catalog import templating
from .catalog.moods_views import bp as moods
from .catalog.views import bp as catalog
from .config import Settings, read_settings
from .database import cache_versions, db
from .editing.views import bp as editing
from .feedback.views import bp as feedback_admin
from .feedback.views.flag import bp as flags
from .feedback.views.suggest import bp as feedback
from .mood.views import bp as mood
from .mood.views import root_bp as mood_root
from .packs.album_files.views import bp as album_files
from .publishing.views import bp as publishing
from .question_files.views import bp as question_files
from .quizzes import album_view_models
from .search.views import bp as search
from .server import health, log_format
from .sharing.card_layer import StoredCards
from .sharing.card_views import bp as cards
from .sharing.embed import bp as embed
from .sharing.embed import root_bp as embed_root
from .sharing.views import bp as sharing
from .site.views.home import bp as home
from .site.views.home import root_bp as home_root
from .site.views.install import bp as install
from .site.views.install import root_bp as install_root
from .site.views.sitemap import bp as sitemap
from .site.views.styleguide import bp as styleguide
from .trivia import daily
from .trivia.question_layer import WaitingQuestions
from .trivia.views import bp as trivia
from .trivia.views import root_bp as trivia_root
from .web import (
    assets,
    error_pages,
    gate,
    i18n,
    jinja,
    logs,
    mount,
    page_cache,
    routing,
    security,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HERE = Path(__file__).parent
FEATURES = (
    album_files,
    analytics,
    analytics_admin,
    api,
    auth,
    cards,
    catalog,
    editing,
    embed,
    embed_root,
    feedback,
    feedback_admin,
    flags,
    home,
    home_root,
    install,
    install_root,
    mood,
    mood_root,
    moods,
    publishing,
    question_files,
    search,
    sharing,
    sitemap,
    trivia,
    trivia_root,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The Flask application, with every setting checked.

    :raises WrongSetting: when the environment holds a value that the game cannot start with.
    """
    settings = settings or read_settings()
    app = Flask(
        __name__,
        instance_path=str(settings.data_dir),
        template_folder=str(_folder("templates")),
        static_folder=None,
    )
    app.config.from_mapping(settings.flask_config())
    routing.init_app(app)
    log_format.init_app()
    db.init_app(app)
    cache_versions.init_app(app)
    page_cache.init_app(app)
    i18n.init_app(app)
    jinja.init_app(app)
    templating.init_app(app)
    assets.init_app(app, _folder("static"))
    security.init_app(app, settings)
    gate.init_app(app)
    album_view_models.init_app(app)
    daily.init_app(app, settings.secret_key)
    error_pages.init_app(app)
    cli.init_app(app)
    app.register_blueprint(health.bp)
    for blueprint in FEATURES:
        app.register_blueprint(blueprint)
    if settings.is_development:
        app.register_blueprint(styleguide)
    app.wsgi_app = _layers(app, settings)  # type: ignore[assignment]  # a method, to mypy
    return app


def _layers(app: Flask, settings: Settings) -> "WSGIApplication":
    """All WSGI middleware, the innermost first."""
    layers: WSGIApplication = StoredCards(app, app.wsgi_app)
    layers = WaitingQuestions(app, layers)
    layers = page_cache.PageCacheMiddleware(app, layers)
    layers = assets.serve_files(app, layers)
    layers = gate.Gate(app, layers)
    layers = mount.mounted(app, layers, settings.base_path)
    if settings.has_metrics:
        from .server import metrics  # an extra that not everybody installs

        metrics.init_app(app)
        layers = metrics.CountedRequests(layers)
    layers = logs.AccessLog(layers)
    return security.behind_proxies(layers, settings)


def _folder(name: str) -> Path:
    """A folder beside the package in a checkout, inside it in a wheel."""
    packaged = HERE / name
    return packaged if packaged.is_dir() else HERE.parent / name
