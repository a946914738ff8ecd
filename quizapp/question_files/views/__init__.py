"""The admin's pages for importing and exporting question files."""

from . import export_file, import_file
from .blueprint import bp

__all__ = ["bp", "export_file", "import_file"]
