"""The import contracts would notice: each is given one import too many."""

from copy import deepcopy

import pytest
from grimp import ImportGraph, build_graph
from importlinter.configuration import configure

from tests.guards.import_contracts import (
    ROLES,
    RoleForbiddenContract,
    RoomLayersContract,
    _matches,
    role_of,
)

SESSION = {"root_packages": ["quizapp"], "include_external_packages": "true"}


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    configure()  # import-linter measures its time through its own settings
    return build_graph("quizapp", include_external_packages=True, cache_dir=None)


def with_import(graph: ImportGraph, importer: str, imported: str) -> ImportGraph:
    """A copy of the graph with one import more."""
    changed = deepcopy(graph)
    changed.add_import(importer=importer, imported=imported)
    return changed


def is_layered(graph: ImportGraph) -> bool:
    return RoomLayersContract("layers", SESSION, {}).check(graph, verbose=False).kept


def is_free_of(graph: ImportGraph, role: str, forbidden: str) -> bool:
    options = {"roles": [role], "forbidden_modules": [forbidden], "allow_indirect_imports": "true"}
    return RoleForbiddenContract("role", SESSION, options).check(graph, verbose=False).kept


class TestRole:
    @pytest.mark.parametrize(
        ("module", "role"),
        [
            ("quizapp.trivia.views.playing", "views"),
            ("quizapp.trivia.view_models", "pages"),
            ("quizapp.trivia.service.answers", "service"),
            ("quizapp.mood.comparison.service", "service"),
            ("quizapp.mood.comparison.similarity", "pure"),
            ("quizapp.mood.balance.exact", "pure"),
            ("quizapp.publishing.balance", "service"),
            ("quizapp.server.health", "views"),
            ("quizapp.web.forms", None),
            ("quizapp.mood", None),
            ("quizapp.texts", None),
            ("sqlalchemy", None),
        ],
    )
    def test_is_told_from_the_name(self, module: str, role: str | None) -> None:
        assert role_of(module) == role

    def test_is_given_by_no_name_that_nothing_has(self, graph: ImportGraph) -> None:
        parts = [name.split(".")[1:] for name in graph.modules if name.startswith("quizapp.")]
        patterns = [pattern for names in ROLES.values() for pattern in names]

        unused = [
            pattern
            for pattern in patterns
            if not any(_matches(room, name, pattern) for room, *names in parts for name in names)
        ]

        assert unused == []


class TestRoomLayers:
    @pytest.mark.parametrize(
        ("importer", "imported"),
        [
            ("quizapp.trivia.forms", "quizapp.trivia.views.playing"),
            ("quizapp.trivia.pages", "quizapp.trivia.forms"),
            ("quizapp.trivia.service.answers", "quizapp.trivia.pages"),
            ("quizapp.trivia.queries", "quizapp.trivia.service.answers"),
            ("quizapp.catalog.models", "quizapp.catalog.queries"),
            ("quizapp.catalog.colors", "quizapp.catalog.models"),
        ],
    )
    def test_refuse_each_step_up(self, graph: ImportGraph, importer: str, imported: str) -> None:
        assert not is_layered(with_import(graph, importer, imported))
        assert is_layered(with_import(graph, imported, importer))


class TestRoleForbidden:
    @pytest.mark.parametrize(
        ("role", "importer", "imported"),
        [
            ("views", "quizapp.trivia.views.playing", "sqlalchemy"),
            ("views", "quizapp.server.health", "sqlalchemy"),
            ("service", "quizapp.trivia.service.answers", "werkzeug"),
            ("pure", "quizapp.trivia.scoring", "flask"),
        ],
    )
    def test_refuses_one_import_of_what_is_forbidden(
        self, graph: ImportGraph, role: str, importer: str, imported: str
    ) -> None:
        elsewhere = with_import(graph, "quizapp.plays.models", imported)

        assert is_free_of(elsewhere, role, imported)
        assert not is_free_of(with_import(graph, importer, imported), role, imported)
