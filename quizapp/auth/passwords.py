"""Passwords: which are good enough, and how they are kept (argon2id).

One hash takes 46 MiB and about a fifth of a second. At most two are made at once in a process, so
that a storm of sign-ins neither takes the memory of the machine nor all of its processors.
"""

import unicodedata
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from zxcvbn import zxcvbn

from .names import name_key

LEAST_LENGTH = 12
MOST_LENGTH = 200
LEAST_KINDS = 5
"""Different characters that a password has at least: aaaaaaaaaaaa has one."""
LEAST_GUESSES = 10**8
"""For somebody who tries words, names, keyboards, dates and 30,000 leaked passwords, joined."""
LOOKED_AT = 72
"""Characters: guessing takes long to estimate, and what is longer is long enough."""
HOUSE_WORDS = ("last empress", "thelastempress", "empress", "palace", "황후의품격", "ost", "quiz")
"""What everybody thinks of here first."""
HASHES_AT_ONCE = 2

WELL_KNOWN = """
000000000000 111111111111 121212121212 123123123123 123321123321 1234567890123 12345678901234
123456789012 1234567891011 123456789101112 123456789123 1234567891234 123456789abc 1234abcd1234
1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qazxsw23edc 1qaz1qaz1qaz 987654321098 abc123456789
abcdefghijkl abcd12345678 abcdefg12345 a1b2c3d4e5f6 administrator administrator1 adminadmin12
admin1234567 admin12345678 administrador asdfasdfasdf asdfghjkl123 asdfghjklqwe changeme1234
changemenow1 computer1234 correcthorse correcthorsebatterystaple facebook1234 football1234
iloveyou1234 iloveyou12345 iloveyousomuch internet1234 letmein12345 letmeinplease liverpool123
manchester123 michael12345 minecraft123 motherfucker opensesame12 passw0rd1234 p@ssw0rd1234
p@ssword1234 password1234 password12345 password123456 password1234567 password12345678
password123456789 password1password passwordpassword passwordpassword1 princess1234 qazwsxedcrfv
qazwsxedc123 qazwsx123456 q1w2e3r4t5y6 qwe123qwe123 qweasdzxc123 qwer1234qwer qwer12345678
qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwertyuiop12 qwertyuiop123
qwertyuiopasdfghjkl qwertyuiop[] qwertyuiop1234 secret123456 starwars1234 sunshine1234
superman1234 thelastempress lastempress1 theempress12 trustno1trustno1 unbelievable welcome12345
welcome123456 zaq12wsxcde3 zxcvbnm12345 zxcvbnmasdfghjkl zxcvbnm123456 dkssudgktpdy dkssud123456
tkfkdgo12345 gkstjddl1234
"""
COMMON = frozenset(WELL_KNOWN.split())
"""The well-known passwords that are long enough to pass otherwise, some of them Korean words typed
on an English keyboard."""


class Weakness(StrEnum):
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    NAME = "name"


def weakness(password: str, *, name: str) -> Weakness | None:
    """Why a password is not good enough, or None."""
    text = _normal(password)
    folded = text.casefold()
    if len(text) < LEAST_LENGTH:
        return Weakness.TOO_SHORT
    if len(text) > MOST_LENGTH:
        return Weakness.TOO_LONG
    if folded in COMMON or len(set(folded)) < LEAST_KINDS:
        return Weakness.COMMON
    if name_key(name) in folded:
        return Weakness.NAME
    guesses = zxcvbn(text[:LOOKED_AT], user_inputs=[*HOUSE_WORDS, name])["guesses"]
    return Weakness.COMMON if guesses < LEAST_GUESSES else None


def hashed(password: str) -> str:
    with _hashing:
        return _hasher.hash(_normal(password))


def matches(password: str, password_hash: str) -> bool:
    """Check a password; without a hash the answer is no, after as much work."""
    stand_in = _stand_in()
    with _hashing:
        try:
            _hasher.verify(password_hash or stand_in, _normal(password))
        except VerificationError:
            return False
    return bool(password_hash)


def _normal(password: str) -> str:
    """Keyboards differ in how they type the same Hangul."""
    return unicodedata.normalize("NFKC", password)


_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_hashing = BoundedSemaphore(HASHES_AT_ONCE)


@cache
def _stand_in() -> str:
    """Made on the first use, never on import: it takes as long as every other hash."""
    return hashed("nobody has this password")
