"""Which parts of a request are well-formed."""

import pytest

from quizapp.web import wellformed

LABEL = "a" * 63


class TestHost:
    @pytest.mark.parametrize(
        "text",
        [
            "quiz.example.org", "quiz.example.org.", "quiz.example.org:443", "localhost", "a_b:1",
            "10.1.2.3", "10.1.2.3:8000", "[::1]", "[2001:db8::1]:8000", f"{LABEL}.org", "x:",
        ],
    )  # fmt: skip
    def test_is_a_name_or_an_address(self, text: str) -> None:
        assert wellformed.is_host(text)

    @pytest.mark.parametrize(
        "text",
        [
            "a b", "a..b", ".a", f"{LABEL}a.org", ".".join([LABEL] * 5), "[::", "[::1", "[1.2.3.4]",
            "[::1]x", "a:99999", "a:²", "a:-1", "a/b", "a@b", "a\\b", "a,b", "황후.example.org", "",
        ],
    )  # fmt: skip
    def test_is_nothing_else(self, text: str) -> None:
        assert not wellformed.is_host(text)


class TestOrigin:
    @pytest.mark.parametrize(
        "text",
        [
            "null", "https://quiz.example.org", "http://127.0.0.1:8000", "http://[::1]:8000",
            "file://", "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "capacitor://localhost",
        ],
    )  # fmt: skip
    def test_is_null_or_a_scheme_with_a_host(self, text: str) -> None:
        assert wellformed.is_origin(text)

    @pytest.mark.parametrize(
        "text",
        [
            "http://[", "http://[::1", "x", "", "://a", "https://a/", "https://a b", "https://a@b",
            f"https://{LABEL}a.org", "http://a:²", "https://a.org https://b.org", "Null",
        ],
    )  # fmt: skip
    def test_is_nothing_else(self, text: str) -> None:
        assert not wellformed.is_origin(text)


class TestText:
    @pytest.mark.parametrize("text", ["", "/en/album/", "/ko/황후", "q=황후&a=b"])
    def test_is_utf_8(self, text: str) -> None:
        assert wellformed.is_text(text.encode().decode("latin-1"))

    @pytest.mark.parametrize("data", [b"/\x00", b"/a\nb", b"/\xff\xfe", b"/\xed\xa0\x80", b"\x7f"])
    def test_is_nothing_else(self, data: bytes) -> None:
        assert not wellformed.is_text(data.decode("latin-1"))


class TestFieldName:
    @pytest.mark.parametrize("text", ["q", "csrf_token", "options-0-text-en", "archive.org_bot"])
    def test_is_one_of_a_form_of_ours(self, text: str) -> None:
        assert wellformed.is_field_name(text)

    @pytest.mark.parametrize(
        "text", ["", "options-²", "options-１", "options-٣", "a b", "a\x00", "황후", "a" * 121]
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert not wellformed.is_field_name(text)
