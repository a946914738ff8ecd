"""Import the file of an album: stage it for a preview, take over what was ticked, undo it.

Each use case is costly, and raises Busy when too many are at it (`web.doors`).
"""

from quizapp.editing.undoing import KEPT_DAYS, NothingToUndo

from .exporting import text_of_album
from .importing import Done, Ticks, Unfit, import_album, import_staged
from .staging import NAME_LIMIT, NothingStaged, PlanChanged, Preview, dry_run, stage, staged_preview
from .undoing import forget_old_imports, recent_imports, undo_import

__all__ = [
    "KEPT_DAYS",
    "NAME_LIMIT",
    "Done",
    "NothingStaged",
    "NothingToUndo",
    "PlanChanged",
    "Preview",
    "Ticks",
    "Unfit",
    "dry_run",
    "forget_old_imports",
    "import_album",
    "import_staged",
    "recent_imports",
    "stage",
    "staged_preview",
    "text_of_album",
    "undo_import",
]
