"""Import a file of questions: stage it for a preview, take over what was ticked, undo it.

Each use case is costly, and raises Busy when too many are at it (`web.doors`).
"""

from quizapp.editing.undoing import KEPT_DAYS, NothingToUndo

from .importing import Done, Ticks, Unfit, import_file, import_staged
from .staging import (
    NothingStaged,
    PlanChanged,
    Preview,
    dry_run,
    rejected_file,
    say_languages,
    stage,
    staged_plan,
)
from .undoing import forget_old_imports, recent_imports, undo_import

__all__ = [
    "KEPT_DAYS",
    "Done",
    "NothingStaged",
    "NothingToUndo",
    "PlanChanged",
    "Preview",
    "Ticks",
    "Unfit",
    "dry_run",
    "forget_old_imports",
    "import_file",
    "import_staged",
    "recent_imports",
    "rejected_file",
    "say_languages",
    "stage",
    "staged_plan",
    "undo_import",
]
