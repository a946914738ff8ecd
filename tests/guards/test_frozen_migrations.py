"""A migration is never edited again: databases out there have run it as it was."""

from hashlib import sha256

from quizapp.database.db import MIGRATIONS

FROZEN = {
    "first_schema/__init__.py": "e313253eec5ec7d82662859cf8f276af",
    "first_schema/catalog.py": "e4e9898c45ae4a663647a3fd3b7cced6",
    "first_schema/editors.py": "fddbe910739f448125819f181233efbb",
    "first_schema/plays.py": "0071a121c807b34a6a6186c7a7612b37",
    "first_schema/quizzes.py": "150db1bbea858a4e4f3d49f04a20e348",
    "versions/0001_first_schema.py": "5a8bc3eeeb74bda699748767cc4b8ab8",
    "versions/0002_drop_revision_summary.py": "145aa8a0ad1918533d9c1062bbffd90b",
    "versions/0003_shipped_content.py": "3de161364cd438d191c4ac99fd5dd103",
    "versions/0004_track_scenes.py": "91a0ca6a6949e4ffe208266052a8e4b0",
    "versions/0005_fair_board.py": "0975e5f14d44f13c84277af7ae0112be",
    "versions/0006_moderation.py": "3c920f5efec32f0c3815530f7704e5a8",
    "versions/0007_corrections.py": "b144581ad2c80415d8a8474cc2e5b956",
    "versions/0008_limits.py": "38bc23651d90445aa0ef298e2a84137f",
    "versions/0009_owner_secrets.py": "6969b9408ffe1c016169794e5e5db168",
    "versions/0010_file_imports.py": "9bd85da7a81fe84dbc297bf1bfac1897",
    "versions/0011_album_states.py": "0ea0d25c9fae3cc7524b5f6f466bd988",
    "versions/0013_album_files.py": "5bca02900d485485043d67813c9cf09f",
    "versions/0019_bulk_actions.py": "d60ad5da3386d5c7687194afde6bc62d",
}
"""The first 32 digits of the SHA-256 of each file. A new migration is added here; a file that is
here stays as it is, even its comments: what it should have done is a migration of its own."""


def digests() -> dict[str, str]:
    files = [*MIGRATIONS.glob("versions/*.py"), *MIGRATIONS.glob("first_schema/*.py")]
    return {
        file.relative_to(MIGRATIONS).as_posix(): sha256(file.read_bytes()).hexdigest()[:32]
        for file in files
    }


def test_migrations_are_as_they_were_released() -> None:
    found = digests()

    changed = {name for name, digest in FROZEN.items() if found.get(name) != digest}
    assert changed == set(), "edited or deleted: write a new migration instead"
    assert set(found) == set(FROZEN), "new: add its digest"
