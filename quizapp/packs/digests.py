"""Digests of what packs bring, which tell content that nobody edited from content of editors."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHIPPED_BEFORE = Path(__file__).parent / "data" / "shipped-before.json"
"""Digests of the packs that were shipped before digests were kept in the database.

``{pack: {"kind/slug": digest}}``, as of the first release; made from its files, never to change.
"""


def digest(plain: Mapping[str, Any]) -> str:
    """Changes with every text and number of a part, as hexadecimal SHA-256.

    What is empty or 0 counts as absent, so a field that is added later changes no digest.
    """
    text = json.dumps(_without_nothing(plain), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_nothing(value: Any) -> Any:
    if isinstance(value, Mapping):
        said = {key: _without_nothing(part) for key, part in value.items()}
        return {key: part for key, part in said.items() if part}
    if isinstance(value, list | tuple):
        return [_without_nothing(part) for part in value]
    return value


def digest_of_files(directory: Path) -> str:
    """Changes with every byte of a pack's files."""
    found = hashlib.sha256()
    for path in sorted(directory.glob("*.yaml")):
        found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()


def shipped_before(pack: str) -> dict[tuple[str, str], str]:
    """The digests by kind and slug of a pack as the first release shipped it; empty for others."""
    known = json.loads(SHIPPED_BEFORE.read_text("utf-8")).get(pack, {})
    return {tuple(name.split("/")): value for name, value in known.items()}
