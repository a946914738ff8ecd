"""Compile the message catalogs when the package is built or installed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogs(BuildHookInterface):
    def initialize(self, version, build_data):
        for source in Path(self.root, "quizapp", "web", "translations").glob("*/LC_MESSAGES/*.po"):
            locale = source.parent.parent.name
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po, locale=locale))
