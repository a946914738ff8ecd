from dataclasses import fields

from quizapp.quizzes.candidate import TEXT_LIMITS, TRIVIA_FIELDS, CandidateItem, cleaned


class TestFields:
    def test_tables_name_fields_of_an_item_only(self) -> None:
        names = {field.name for field in fields(CandidateItem)}

        assert set(TEXT_LIMITS) <= names
        assert names > TRIVIA_FIELDS


class TestCleaned:
    def test_composes_hangul_and_trims(self) -> None:
        assert cleaned(" \u1112\u1161\u11ab\r\nb\tc\r ") == "한\nb c"
