"""Which passwords are good enough, and that only the right one matches."""

import time

import pytest
from argon2 import extract_parameters
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from quizapp.auth import passwords
from quizapp.auth.passwords import Weakness


class TestWeakness:
    @pytest.mark.parametrize(
        "password",
        ["a cold night at the palace", "황후의 품격을 지켜라 열두번", "🌙 over the lattice"],
    )
    def test_of_a_good_password_is_none(self, password: str) -> None:
        assert passwords.weakness(password, name="Sunny") is None

    @pytest.mark.parametrize(
        ("password", "weakness"),
        [
            ("", Weakness.TOO_SHORT),
            ("elevenchars", Weakness.TOO_SHORT),
            ("ab" * 101, Weakness.TOO_LONG),
            ("Password1234", Weakness.COMMON),
            ("qwertyuiop123", Weakness.COMMON),
            ("abababababab", Weakness.COMMON),
            ("ｐassword1234", Weakness.COMMON),
            ("letmeinplease", Weakness.COMMON),
            ("trustno1princess", Weakness.COMMON),
            ("jessica19870412", Weakness.COMMON),
            ("palaceempress", Weakness.COMMON),
            ("dear sunny moon", Weakness.NAME),
        ],
    )
    def test_is_named(self, password: str, weakness: Weakness) -> None:
        assert passwords.weakness(password, name="Sunny") == weakness

    def test_of_every_password_that_is_known_well_is_told(self) -> None:
        known = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 12]

        assert len(known) > 200
        assert [word for word in known if not passwords.weakness(word, name="Sunny")] == []

    def test_of_a_long_one_takes_no_time(self) -> None:
        began = time.perf_counter()
        passwords.weakness("qwerty" * 33, name="Sunny")

        assert time.perf_counter() - began < 2

    def test_list_holds_only_what_would_pass_otherwise(self) -> None:
        reachable = {word for word in passwords.COMMON if len(word) >= passwords.LEAST_LENGTH}

        assert reachable == passwords.COMMON


class TestMatches:
    def test_only_the_right_password(self) -> None:
        kept = passwords.hashed("a cold night at the palace")

        assert passwords.matches("a cold night at the palace", kept)
        assert not passwords.matches("a cold night at the palac", kept)

    def test_the_same_hangul_typed_in_another_way(self) -> None:
        assert passwords.matches("\u1112\u116a\u11bc", passwords.hashed("\ud669"))

    def test_nothing_where_there_is_no_hash(self) -> None:
        assert not passwords.matches("nobody has this password", "")

    def test_nothing_where_the_hash_is_broken(self) -> None:
        assert not passwords.matches("x", "$argon2id$broken")


class TestHashed:
    def test_is_argon2id_with_46_mebibytes(self) -> None:
        parameters = extract_parameters(passwords.hashed("x"))

        assert parameters.type.name == "ID"
        assert parameters.memory_cost >= 46 * 1024
