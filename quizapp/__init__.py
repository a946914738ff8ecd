"""The Last Empress OST quiz. `create_app` is the only place that knows every feature."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from . import (
    assets,
    cli,
    db,
    error_pages,
    health,
    i18n,
    jinja,
    logs,
    page_versions,
    pages,
    routing,
    security,
)
from .api.views import bp as api
from .catalog.views import bp as catalog
from .config import Settings, read_settings
from .editing.views import bp as editing
from .home.views import bp as home
from .home.views import root_bp as home_root
from .install.views import bp as install
from .install.views import root_bp as install_root
from .mood.views import bp as mood
from .mood.views import root_bp as mood_root
from .search.views import bp as search
from .sharing.card_views import bp as cards
from .sharing.embed import bp as embed
from .sharing.embed import root_bp as embed_root
from .sharing.views import bp as sharing
from .styleguide.views import bp as styleguide
from .suggesting.views import bp as suggesting
from .trivia.views import bp as trivia
from .trivia.views import root_bp as trivia_root
from .visits.views import bp as visits

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HERE = Path(__file__).parent
FEATURES = (
    api,
    cards,
    catalog,
    editing,
    embed,
    embed_root,
    home,
    home_root,
    install,
    install_root,
    mood,
    mood_root,
    search,
    sharing,
    suggesting,
    trivia,
    trivia_root,
    visits,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The game, with every setting checked.

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
    logs.init_app()
    db.init_app(app)
    page_versions.init_app(app)
    pages.init_app(app)
    i18n.init_app(app)
    jinja.init_app(app)
    assets.init_app(app, _folder("static"))
    security.init_app(app, settings)
    error_pages.init_app(app)
    cli.init_app(app)
    app.register_blueprint(health.bp)
    for blueprint in FEATURES:
        app.register_blueprint(blueprint)
    if settings.is_development:
        app.register_blueprint(styleguide)
    app.wsgi_app = _layers(app, settings)  # type: ignore[assignment]
    return app


def _layers(app: Flask, settings: Settings) -> "WSGIApplication":
    """What a request passes through before Flask, the innermost first."""
    layers: WSGIApplication = pages.KeptPages(app, app.wsgi_app)
    layers = assets.beside_files(app, layers)
    if settings.has_metrics:
        from . import metrics  # an extra that not everybody installs

        metrics.init_app(app)
        layers = metrics.CountedRequests(layers)
    layers = logs.AccessLog(layers)
    return security.behind_proxies(layers, settings.trusted_proxies)


def _folder(name: str) -> Path:
    """Beside the package in a checkout, inside it in a wheel."""
    packaged = HERE / name
    return packaged if packaged.is_dir() else HERE.parent / name
