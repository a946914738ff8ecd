"""Tell whether a question is English or Korean, although it may quote names of the other language.

Quoted text counts for nothing. Of the rest an English question word decides, then a particle on a
foreign name, then the ending of the last word, then which words are more.
"""

import re
from dataclasses import replace

from quizapp.quizzes.candidate import CandidateItem
from quizapp.texts import LANGUAGES, Localized

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
LATIN = re.compile(r"[A-Za-z]")
QUOTED = re.compile(
    r"""(?<![A-Za-z0-9\uac00-\ud7a3])(?:"[^"\n]*+"|'[^'\n]*+')|“[^“”\n]*+”|‘[^‘’\n]*+’"""
    r"""|《[^《》\n]*+》|〈[^〈〉\n]*+〉|『[^『』\n]*+』|「[^「」\n]*+」"""
)
GAP = "■"
"""Stands where a quotation was."""
PARTICLE = (
    "은|는|이|가|을|를|의|에|에서|에게|께서|로|으로|와|과|도|만|랑|이랑|한테|까지|부터|처럼|보다|"
    "이란|란|이라는|라는|이라고|라고|이나|이며|이고|인|일|입니다|이다|예요|이에요|인가요|일까요"
)
ON_FOREIGN_WORD = re.compile(rf"[A-Za-z0-9{GAP})\]](?:{PARTICLE})(?![\uac00-\ud7a3])")
ENDING = re.compile(
    r"[\uac00-\ud7a3]*(?:은|는|까|요|다|나|가|지|오|죠|니|라|것|곡|말|때|날|이름|사람|누구|무엇|몇)\W*\Z"
)
WORD = re.compile(rf"[A-Za-z0-9\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3{GAP}]+(?:['’][a-z]+)?")
ASKING = frozenset(
    [
        "who",
        "whose",
        "whom",
        "what",
        "which",
        "when",
        "where",
        "why",
        "how",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "in",
        "on",
        "of",
        "at",
        "for",
        "from",
        "the",
        "a",
        "an",
        "if",
        "by",
        "to",
        "true",
        "name",
        "pick",
        "choose",
    ]
)


def language_of(text: str) -> str:
    """ "ko" or "en": the language of a sentence that may quote names in the other one."""
    if not HANGUL.search(text):
        return "en"
    if not LATIN.search(text):
        return "ko"
    bare = QUOTED.sub(GAP, text)
    words = WORD.findall(bare)
    if _asks_in_english(words):
        return "en"
    if ON_FOREIGN_WORD.search(bare) or (words and ENDING.fullmatch(words[-1])):
        return "ko"
    korean = sum(1 for word in words if HANGUL.search(word))
    english = sum(1 for word in words if LATIN.search(word))
    return "ko" if korean > english else "en"


def localized(text: str, language: str) -> Localized:
    """A text that is known in one language only."""
    return Localized(ko=text) if language == "ko" else Localized(en=text)


def languages_of(item: CandidateItem) -> str:
    """The languages that the question itself is written in: "en", "ko", "en ko" or ""."""
    return " ".join(language for language in LANGUAGES if getattr(item.stem, language))


def is_complete_in(item: CandidateItem, language: str) -> bool:
    """Whether question and options are written in a language."""
    texts = (item.stem, *(option.text for option in item.options))
    return all(getattr(text, language) for text in texts)


def in_language(item: CandidateItem, language: str) -> CandidateItem:
    """An item of one language, moved to another; one that has both languages stays as it is."""
    texts = [item.stem, item.explanation, *(option.text for option in item.options)]
    if any(text.en and text.ko for text in texts):
        return item

    def moved(text: Localized) -> Localized:
        return localized(text.en or text.ko, language)

    return replace(
        item,
        stem=moved(item.stem),
        explanation=moved(item.explanation),
        options=tuple(replace(option, text=moved(option.text)) for option in item.options),
    )


def _asks_in_english(words: list[str]) -> bool:
    """A question word in front, and a word that is not written large, as names of songs are."""
    if not words or words[0].casefold() not in ASKING:
        return False
    return any(word.isascii() and word[0].islower() and len(word) > 1 for word in words[1:])
