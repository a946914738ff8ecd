"""Contract types for import-linter: which module of a room may import what, by its name.

The name of a module, or of the package inside its room that it lies in, gives its role. A module
whose name gives none is pure: whoever adds one gets the strictest rules unless its name is added
here. The rooms of the ground floor (`web`, `database`, `server`) have layers of their own in
``pyproject.toml``.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.domain.imports import ModuleExpression

ROLES = {
    "views": (
        "views",
        "*_views",
        "commands",
        "sharing.card_layer",
        "trivia.question_layer",
        "sharing.embed",
        "sharing.oembed",
        "server.health",
    ),
    "forms": ("forms", "*_forms"),
    "pages": (
        "pages",
        "view_models",
        "*_view_models",
        "serializers",
        "templating",
        "words",
        "refusals",
        "api.document",
        "api.operations",
        "auth.access",
        "auth.pending_form",
        "publishing.gate",
        "sharing.card_content",
        "sharing.frames",
        "sharing.shares",
    ),
    "service": (
        "service",
        "auth.editors",
        "auth.second_factor",
        "auth.sessions",
        "auth.throttle",
        "editing.adding",
        "editing.merging",
        "editing.ordering",
        "editing.preview",
        "editing.saving",
        "editing.undoing",
        "editing.unsaved",
        "maintenance.backup",
        "maintenance.inspection",
        "maintenance.move",
        "maintenance.move_progress",
        "maintenance.move_rows",
        "maintenance.move_target",
        "maintenance.retention",
        "mood.flow",
        "mood.outcome",
        "mood.publishing",
        "packs.export",
        "packs.upgrade",
        "plays.ownership",
        "publishing.balance",
        "question_files.export",
        "quizzes.editions",
        "sharing.theme_code",
        "sharing.withdrawing",
        "trivia.daily",
        "trivia.publishing",
    ),
    "queries": (
        "queries",
        "*_queries",
        "editing.documents",
        "packs.rows",
        "quizzes.bulk",
        "quizzes.mapping",
    ),
    "models": ("models",),
    "pure": (),
}
"""From top to bottom: role and the names that give it, with their room where it matters."""

LEVELS = {role: level for level, role in enumerate(ROLES)}
FLOOR = {"web", "database", "server"}


def role_of(module: str) -> str | None:
    """The role of a module given by its full name; None outside of rooms and on the floor."""
    _, room, *names = [*module.split("."), ""]
    for name in filter(None, names):
        for role, patterns in ROLES.items():
            if any(_matches(room, name, pattern) for pattern in patterns):
                return role
    return "pure" if any(names) and room not in FLOOR else None


def _matches(room: str, name: str, pattern: str) -> bool:
    if "." in pattern:
        return f"{room}.{name}" == pattern
    return room not in FLOOR and fnmatch(name, pattern)


class RoomLayersContract(Contract):
    """Inside a room a module imports only modules of its own role or of one further down."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        upward = sorted(_upward_imports(graph))
        return ContractCheck(kept=not upward, metadata={"upward": upward})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["upward"]:
            roles = f"{role_of(importer)} below {role_of(imported)}"
            output.print_error(f"{importer} imports {imported}: {roles}")


def _upward_imports(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    for importer in graph.modules:
        lower = role_of(importer)
        for imported in graph.find_modules_directly_imported_by(importer):
            upper = role_of(imported)
            is_inside = importer.split(".")[:2] == imported.split(".")[:2]
            if lower and upper and is_inside and LEVELS[upper] < LEVELS[lower]:
                yield importer, imported


class RoleForbiddenContract(ForbiddenContract):
    """The forbidden contract of import-linter, for all modules of some ``roles``."""

    type_name = "role_forbidden"
    roles = fields.SetField(subfield=fields.StringField())
    source_modules = fields.SetField(subfield=fields.ModuleExpressionField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        roles: set[str] = self.roles  # type: ignore[assignment]
        names: list[str] = [name for name in graph.modules if role_of(name) in roles]
        # one by one: a package and what lies in it may have different roles
        settings: dict[str, Any] = {
            "source_modules": {ModuleExpression(name) for name in names},
            "as_packages": False,
        }
        vars(self).update(settings)
        return super().check(graph, verbose)
