"""Problems of candidate items and of their files: codes, messages, and places."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.texts import N_


class ProblemCode(StrEnum):
    """One name per reason; the words for it stand in `MESSAGES`."""

    # the file as a whole
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_DEEP = "too_deep"
    NOT_TEXT_FILE = "not_text_file"
    DOCUMENT_FILE = "document_file"
    TABLE_FILE = "table_file"
    PICTURE_FILE = "picture_file"
    LOCKED_FILE = "locked_file"
    WORKBOOK_BROKEN = "workbook_broken"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    ENCODING_UNKNOWN = "encoding_unknown"
    NUL_CHARACTER = "nul_character"
    CONTROL_CHARACTER = "control_character"
    FORMAT_UNKNOWN = "format_unknown"
    FORMAT_XML = "format_xml"
    FORMAT_JSON = "format_json"
    FORMAT_VERSION = "format_version"
    NO_ITEMS = "no_items"
    SYNTAX = "syntax"
    SYNTAX_AT = "syntax_at"
    # CSV
    HEADER_MISSING = "header_missing"
    STEM_COLUMN_MISSING = "stem_column_missing"
    OPTION_COLUMNS_MISSING = "option_columns_missing"
    KEY_COLUMN_MISSING = "key_column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_REPEATED = "column_repeated"
    TYPE_OTHER = "type_other"
    CELLS_TOO_MANY = "cells_too_many"
    QUOTE_BROKEN = "quote_broken"
    WEIGHTS_UNREADABLE = "weights_unreadable"
    SOURCE_UNREADABLE = "source_unreadable"
    KEY_UNKNOWN = "key_unknown"
    KEY_AMBIGUOUS = "key_ambiguous"
    # YAML
    ALIAS_BOMB = "alias_bomb"
    TAG_REFUSED = "tag_refused"
    FIELD_REPEATED = "field_repeated"
    # GIFT and Aiken
    GIFT_BRACES = "gift_braces"
    GIFT_NO_ANSWERS = "gift_no_answers"
    GIFT_NUMERICAL = "gift_numerical"
    GIFT_MATCHING = "gift_matching"
    GIFT_SHORT_ANSWER = "gift_short_answer"
    GIFT_PARTIAL_CREDIT = "gift_partial_credit"
    AIKEN_NO_OPTIONS = "aiken_no_options"
    AIKEN_NO_STEM = "aiken_no_stem"
    AIKEN_LETTERS = "aiken_letters"
    AIKEN_NO_ANSWER = "aiken_no_answer"
    # Open Trivia DB
    ENTRY_ENCODING = "entry_encoding"
    # the shape of a value
    MISSING = "missing"
    FIELD_UNKNOWN = "field_unknown"
    NOT_TEXT = "not_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_A_LIST = "not_a_list"
    NOT_FIELDS = "not_fields"
    LETTERS_LOST = "letters_lost"
    # remarks: what a reader did not take over, or mended
    LEFT_PICTURE = "left_picture"
    LEFT_SOUND = "left_sound"
    LEFT_LINK = "left_link"
    LEFT_FEEDBACK = "left_feedback"
    LEFT_TAG = "left_tag"
    LEFT_TITLE = "left_title"
    LEFT_TEXT = "left_text"
    LEFT_WEIGHT = "left_weight"
    LEFT_NUMBERS = "left_numbers"
    LEFT_LINES = "left_lines"
    LEFT_SHEET = "left_sheet"
    LEFT_CATEGORY = "left_category"
    LEFT_LEVEL = "left_level"
    LEFT_SLUG = "left_slug"
    GAP_MISSING = "gap_missing"
    CONTROL_MENDED = "control_mended"
    LETTERS_MENDED = "letters_mended"
    # the rules of an item
    KIND_UNKNOWN = "kind_unknown"
    NOT_FOR_KIND = "not_for_kind"
    SLUG_MALFORMED = "slug_malformed"
    TOO_LONG = "too_long"
    LINE_BREAK = "line_break"
    OPTION_COUNT = "option_count"
    OPTION_REPEATED = "option_repeated"
    OPTION_TWIN = "option_twin"
    LANGUAGES_MIXED = "languages_mixed"
    KEY_COUNT = "key_count"
    POINTS = "points"
    THEME_COUNT = "theme_count"
    THEME_UNKNOWN = "theme_unknown"
    THEME_REPEATED = "theme_repeated"
    CATEGORY_UNKNOWN = "category_unknown"
    OUT_OF_RANGE = "out_of_range"
    URL_MALFORMED = "url_malformed"
    CONFIDENCE_UNKNOWN = "confidence_unknown"
    SOURCE_COUNT = "source_count"
    SLUG_TAKEN = "slug_taken"
    STEM_TAKEN = "stem_taken"
    # what is in the bank already
    SLUG_IN_USE = "slug_in_use"
    NO_QUIZ = "no_quiz"
    # what only publishing asks for
    UNTRANSLATED = "untranslated"
    CATEGORY_OPEN = "category_open"
    EXPLANATION_OPEN = "explanation_open"
    SOURCES_OPEN = "sources_open"


MESSAGES = {
    ProblemCode.EMPTY: N_("The file is empty."),
    ProblemCode.TOO_LARGE: N_("The file is too large: at most %(detail)s bytes."),
    ProblemCode.TOO_MANY_ROWS: N_("Too many rows: at most %(detail)s in one file. Split it."),
    ProblemCode.TOO_DEEP: N_("Nested too deeply: at most %(detail)s levels."),
    ProblemCode.NOT_TEXT_FILE: N_("This file is packed (%(detail)s). Unpack it first."),
    ProblemCode.DOCUMENT_FILE: N_(
        "This file is a document (%(detail)s). Save it as plain text (.txt, UTF-8), with questions "
        "as Aiken or GIFT has them, or paste its text here."
    ),
    ProblemCode.TABLE_FILE: N_(
        "This file is a table (%(detail)s). Save it as .xlsx, .ods or CSV and send that."
    ),
    ProblemCode.PICTURE_FILE: N_(
        "This file is a picture (%(detail)s). Nothing can be read from it; paste its text here."
    ),
    ProblemCode.LOCKED_FILE: N_(
        "This file is locked with a password. Save it without one and send that."
    ),
    ProblemCode.WORKBOOK_BROKEN: N_(
        "This workbook is damaged and cannot be opened. Save it anew, or as CSV."
    ),
    ProblemCode.WORKBOOK_TOO_LARGE: N_(
        "This workbook is too large. At most %(detail)s (sheets, rows × columns, size unpacked). "
        "Split it, or save one sheet as CSV."
    ),
    ProblemCode.ENCODING_UNKNOWN: N_("The characters cannot be read. Save the file as UTF-8."),
    ProblemCode.NUL_CHARACTER: N_(
        "A zero byte: not text, or UTF-16 without its mark. Save it as UTF-8."
    ),
    ProblemCode.CONTROL_CHARACTER: N_("A character that cannot be shown (%(detail)s). Remove it."),
    ProblemCode.FORMAT_UNKNOWN: N_(
        "Neither a table, GIFT, Aiken, Moodle XML, Open Trivia DB JSON nor our YAML."
    ),
    ProblemCode.FORMAT_XML: N_(
        "This XML is not from Moodle, or it is a web page. Export the questions as Moodle XML or "
        "GIFT."
    ),
    ProblemCode.FORMAT_JSON: N_(
        "This JSON is not from Open Trivia DB: it has no list called “results”, but %(detail)s. "
        "Save the questions as CSV."
    ),
    ProblemCode.FORMAT_VERSION: N_("This file says format %(detail)s; only format 1 can be read."),
    ProblemCode.NO_ITEMS: N_("There are no questions in this file."),
    ProblemCode.SYNTAX: N_("The file stops making sense here: %(detail)s"),
    ProblemCode.SYNTAX_AT: N_(
        "The file stops making sense at character %(detail)s. Look there, and just before, for a "
        "comma, quotation mark, bracket or indent that is missing, or one too many."
    ),
    ProblemCode.HEADER_MISSING: N_(
        "The first row does not name the columns (question, option 1, …)."
    ),
    ProblemCode.STEM_COLUMN_MISSING: N_(
        "No column holds the question. Call it “question” or “문제”. The headings are: %(detail)s"
    ),
    ProblemCode.OPTION_COLUMNS_MISSING: N_(
        "No columns hold the options. Call them “option 1”, “option 2” or “보기 1”, “보기 2”. "
        "The headings are: %(detail)s"
    ),
    ProblemCode.KEY_COLUMN_MISSING: N_(
        "No column says which option is right. Call it “answer” or “정답”. "
        "The headings are: %(detail)s"
    ),
    ProblemCode.COLUMN_UNKNOWN: N_("The column “%(detail)s” is not known and was left out."),
    ProblemCode.COLUMN_REPEATED: N_(
        "The column “%(detail)s” says what another column says already, and was left out."
    ),
    ProblemCode.TYPE_OTHER: N_(
        "A question of the type “%(detail)s”. Only questions with options are read, one of them "
        "right."
    ),
    ProblemCode.CELLS_TOO_MANY: N_(
        "More cells than columns: put text with separators in quotation marks."
    ),
    ProblemCode.QUOTE_BROKEN: N_("A quotation mark is not closed, or not doubled inside the text."),
    ProblemCode.WEIGHTS_UNREADABLE: N_(
        "“%(detail)s” cannot be read. Write weights as: love 3, power 1"
    ),
    ProblemCode.SOURCE_UNREADABLE: N_(
        "“%(detail)s” cannot be read. Write: label | address | confidence"
    ),
    ProblemCode.KEY_UNKNOWN: N_("“%(detail)s” is not one of the options."),
    ProblemCode.KEY_AMBIGUOUS: N_(
        "“%(detail)s” is one option’s text and another’s number. Write #2."
    ),
    ProblemCode.ALIAS_BOMB: N_(
        "An alias without an end, or aliases that unfold to more than %(detail)s values."
    ),
    ProblemCode.TAG_REFUSED: N_("The tag “%(detail)s” is not allowed."),
    ProblemCode.FIELD_REPEATED: N_("“%(detail)s” appears twice."),
    ProblemCode.GIFT_BRACES: N_(
        "The braces { } do not match. Write a brace that belongs to the text as \\{ or \\}."
    ),
    ProblemCode.GIFT_NO_ANSWERS: N_("A text without answers."),
    ProblemCode.GIFT_NUMERICAL: N_("A numerical question. Only questions with options are read."),
    ProblemCode.GIFT_MATCHING: N_("A matching question. Only questions with options are read."),
    ProblemCode.GIFT_SHORT_ANSWER: N_("A question without wrong options. Mark those with ~."),
    ProblemCode.GIFT_PARTIAL_CREDIT: N_("Partly right options (%(detail)s) are not known here."),
    ProblemCode.AIKEN_NO_OPTIONS: N_("No options follow (A. … B. …)."),
    ProblemCode.AIKEN_NO_STEM: N_("Options without a question above them."),
    ProblemCode.AIKEN_LETTERS: N_("Options must be lettered A, B, C … in order; found %(detail)s."),
    ProblemCode.AIKEN_NO_ANSWER: N_("There is no line “ANSWER: A” below the options."),
    ProblemCode.ENTRY_ENCODING: N_("The text is not valid base64 in UTF-8."),
    ProblemCode.MISSING: N_("This must be filled in."),
    ProblemCode.FIELD_UNKNOWN: N_("“%(detail)s” is not a known field."),
    ProblemCode.NOT_TEXT: N_("This must be text."),
    ProblemCode.NOT_A_NUMBER: N_("“%(detail)s” is not a whole number."),
    ProblemCode.NOT_YES_OR_NO: N_("“%(detail)s” is neither true nor false."),
    ProblemCode.NOT_A_LIST: N_("This must be a list."),
    ProblemCode.NOT_FIELDS: N_("This must be a set of named fields."),
    ProblemCode.LETTERS_LOST: N_(
        "Letters of this text were lost before: “%(detail)s”. Save the table as CSV in UTF-8."
    ),
    ProblemCode.LEFT_PICTURE: N_("A picture is not taken over: %(detail)s"),
    ProblemCode.LEFT_SOUND: N_("Sound or video is not taken over: %(detail)s"),
    ProblemCode.LEFT_LINK: N_("The address of a link is not taken over: %(detail)s"),
    ProblemCode.LEFT_FEEDBACK: N_("Feedback is not taken over: “%(detail)s”"),
    ProblemCode.LEFT_TAG: N_("The tag “%(detail)s” is no theme here and is not taken over."),
    ProblemCode.LEFT_TITLE: N_("The title “%(detail)s” is not taken over."),
    ProblemCode.LEFT_TEXT: N_("This is not taken over: “%(detail)s”"),
    ProblemCode.LEFT_WEIGHT: N_("Points taken off for an option are not known here: %(detail)s"),
    ProblemCode.LEFT_NUMBERS: N_("The numbers before the questions were taken off."),
    ProblemCode.LEFT_LINES: N_("This stands above the headings and was left out: “%(detail)s”"),
    ProblemCode.LEFT_SHEET: N_("The sheet “%(detail)s” has no questions and was left out."),
    ProblemCode.LEFT_CATEGORY: N_("“%(detail)s” is not one of our categories; it stays open."),
    ProblemCode.LEFT_LEVEL: N_("“%(detail)s” is not known here; the usual value stands instead."),
    ProblemCode.LEFT_SLUG: N_(
        "“%(detail)s” is not fit to be an identifier here; the question gets one of its own."
    ),
    ProblemCode.GAP_MISSING: N_("The blank line before this question is missing. It was read."),
    ProblemCode.CONTROL_MENDED: N_(
        "A character that cannot be shown (%(detail)s) was replaced or left out."
    ),
    ProblemCode.LETTERS_MENDED: N_("Letters had been read as those of another language; mended."),
    ProblemCode.KIND_UNKNOWN: N_("“%(detail)s” is neither mood nor trivia."),
    ProblemCode.NOT_FOR_KIND: N_("A %(detail)s question does not have this."),
    ProblemCode.SLUG_MALFORMED: N_("Only a–z, 0–9 and hyphens, at most %(detail)s characters."),
    ProblemCode.TOO_LONG: N_("Too long: %(detail)s characters."),
    ProblemCode.LINE_BREAK: N_("This must stand on one line."),
    ProblemCode.OPTION_COUNT: N_("A question has 2 to 6 options; this one has %(detail)s."),
    ProblemCode.OPTION_REPEATED: N_("The same text as option %(detail)s."),
    ProblemCode.OPTION_TWIN: N_("Speaks for nearly the same themes as option %(detail)s."),
    ProblemCode.LANGUAGES_MIXED: N_("Question and options are complete in neither language."),
    ProblemCode.KEY_COUNT: N_("Exactly one option must be right; this question has %(detail)s."),
    ProblemCode.POINTS: N_("An option has 4 points to give; this one gives %(detail)s."),
    ProblemCode.THEME_COUNT: N_("At most 3 themes; this one has %(detail)s."),
    ProblemCode.THEME_UNKNOWN: N_("“%(detail)s” is not a known theme."),
    ProblemCode.THEME_REPEATED: N_("The theme “%(detail)s” appears twice."),
    ProblemCode.CATEGORY_UNKNOWN: N_("“%(detail)s” is not a known category."),
    ProblemCode.OUT_OF_RANGE: N_("This must be a number from %(detail)s."),
    ProblemCode.URL_MALFORMED: N_(
        "An address must begin with http:// or https:// and have no spaces."
    ),
    ProblemCode.CONFIDENCE_UNKNOWN: N_("“%(detail)s” is not one of high, medium, low."),
    ProblemCode.SOURCE_COUNT: N_("At most 10 sources; this one has %(detail)s."),
    ProblemCode.SLUG_TAKEN: N_("Row %(detail)s has the same slug."),
    ProblemCode.STEM_TAKEN: N_("Row %(detail)s asks the same question."),
    ProblemCode.SLUG_IN_USE: N_(
        "Another question has this slug (%(detail)s); this one gets one of its own."
    ),
    ProblemCode.NO_QUIZ: N_("The album has no quiz of the kind “%(detail)s”."),
    ProblemCode.UNTRANSLATED: N_("One of the two languages is missing."),
    ProblemCode.CATEGORY_OPEN: N_("No category has been chosen."),
    ProblemCode.EXPLANATION_OPEN: N_("There is no explanation yet."),
    ProblemCode.SOURCES_OPEN: N_("There is no source yet."),
}


@dataclass(frozen=True, slots=True)
class ItemProblem:
    """One reason why an item or a file is refused.

    `field` is a dotted path with positions from 1 (`options.2.text.ko`), empty where no single
    field is to blame. `line` and `row` count from 1 and are 0 where there is no file.
    `detail` is safe to show: short, without characters that cannot be printed.
    """

    code: ProblemCode
    field: str = ""
    detail: str = ""
    line: int = 0
    row: int = 0

    def in_english(self) -> str:
        """The message for places that know no language."""
        return MESSAGES[self.code] % {"detail": self.detail}


def shown(value: object, limit: int = 40) -> str:
    """User input made safe for `ItemProblem.detail`: short and printable."""
    text = str(value)
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
