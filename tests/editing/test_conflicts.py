"""Two editors of one item: what is merged, and what is asked."""

from quizapp.quizzes.models import Item
from tests.admin_pages import FormFiller
from tests.editing.items import fresh, path_of
from tests.editors import EditorClient


class TestConflict:
    def test_shows_both_versions_and_loses_neither(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        answer = late.press()

        assert answer.status_code == 409
        assert "Early words" in late.page.text
        assert late.get("stem-en") == "Late words"
        assert fresh(mood_item).stem.en == "Early words"

    def test_is_merged_field_by_field(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        late.put("stem-ko", "나중에 쓴 말")
        early = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Early words")
        early.put("stem-ko", "먼저 쓴 말").press()
        late.press()

        late.press("take stem-ko")
        answer = late.press()

        assert answer.status_code == 303
        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", "먼저 쓴 말")
        assert fresh(mood_item).revision == 3

    def test_has_what_they_alone_changed_by_itself(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        early = FormFiller(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말")
        early.put("options-0-text-en", "Early answer").press()

        late.press()
        assert "Your changes do not overlap with theirs" in late.page.text
        assert "Take theirs" not in late.page.text
        late.press()

        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", "먼저 쓴 말")
        assert fresh(mood_item).options[0].text.en == "Early answer"

    def test_asks_only_about_what_both_changed(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        late.put("options-1-text-en", "Mine alone")
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        late.press()

        assert late.page.text.count("Take theirs") == 1
        assert late.get("options-1-text-en") == "Mine alone"

    def test_does_not_take_again_what_was_put_back(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        before = mood_item.stem.ko
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        FormFiller(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()
        late.press()

        late.put("stem-ko", before).press("options add")
        late.press("options remove 4")
        late.press()

        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", before)

    def test_does_not_take_it_again_at_a_third_save_either(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        before = mood_item.stem.ko
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        FormFiller(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()
        late.press()
        late.put("stem-ko", before)
        FormFiller(sunny, path_of(mood_item)).put("options-0-text-en", "Third").press()

        assert late.press().status_code == 409
        assert (late.get("stem-ko"), late.get("options-0-text-en")) == (before, "Third")

    def test_of_a_form_stored_before_their_save_has_both(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        hyuk.post(f"{path_of(mood_item)}/draft", dict(late.fields))
        FormFiller(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()

        form = FormFiller(hyuk, path_of(mood_item))

        assert (form.get("stem-en"), form.get("stem-ko")) == ("Late words", "먼저 쓴 말")

    def test_that_meets_a_third_save_is_shown_again(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        late = FormFiller(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "First").press()
        late.press()
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "Second").press()

        assert late.press().status_code == 409
        assert fresh(mood_item).stem.en == "Second"

    def test_is_none_for_a_second_click(self, sunny: EditorClient, mood_item: Item) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Twice")
        fields = form.fields
        form.press()
        form.fields = fields

        assert form.press().status_code == 303
        assert fresh(mood_item).revision == 2
