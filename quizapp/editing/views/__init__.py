"""Pages that edit content."""

from . import documents, filters, grid, history, home, order, preview
from .blueprint import bp

__all__ = ["bp", "documents", "filters", "grid", "history", "home", "order", "preview"]
