"""The file of an album to fill in."""

from pathlib import Path

TEMPLATE = Path(__file__).parent / "template.yaml"


def template_text() -> str:
    """The file as an editor gets it: a small album with a word on every part."""
    return TEMPLATE.read_text("utf-8")
