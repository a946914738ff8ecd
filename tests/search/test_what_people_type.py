"""What people type, with the page that they mean first; the content is the shipped one."""

from collections.abc import Iterable

import pytest
from flask import Flask

from quizapp import clock
from quizapp.config import house_day
from quizapp.search.matching import Entry, Match, matching
from quizapp.search.queries import entries

MEANT = {
    "eottaesseulkka": (
        "어땠을까",
        "어땠을까?",
        "eottaesseulkka",
        "Eottaesseulkka?",
        "eotteosseulkka",
        "eottaesseulka",
        "eottaeseulkka",
        "어땠을 까",
        "ㅇㄸㅇㄲ",
        "ＥＯＴＴＡＥＳＳＥＵＬＫＫＡ",
        "「어땠을까」",
        "어땟을까",
    ),
    "not-over": (
        "not over",
        "Not-Over",
        "NOT OVER",
        "notover",
        "끝이 아니길",
        "끝이아니길",
        "Kkeuchi Anigil",
        "kkeuchianigil",
        "kkeuchi  anigil!",
        "“Not Over”",
        "『끝이 아니길』",
        "ㄲㅇ ㅇㄴㄱ",
        "not ovr",
        "not over ost",
        "끝이 아니길 노래",
        "kkeuti anigil",
    ),
    "maeumeul-jeonhamyeon": (
        "마음을 전하면",
        "마음을전하면",
        "maeumeul jeonhamyeon",
        "maeumeuljeonhamyeon",
        "maeumul jeonhamyeon",
        "ㅁㅇㅇㅈㅎㅁ",
        "마음을 전하며",
    ),
    "ichinichi-dake": (
        "一日だけ",
        "ichinichi dake",
        "ichinichidake",
        "이치니치 다케",
        "이치니치다케",
        "ichi nichi dake",
    ),
    "yeojaui-gyeolsim": (
        "여자의 결심",
        "yeojaui gyeolsim",
        "yeojaui-gyeolsim",
        "여자의결심",
        "yeojaui gyulsim",
        "yeojaeui gyeolsim",
        "ㅇㅈㅇㄱㅅ",
    ),
    "hanyangseo-gim-seobang-chatgi": (
        "한양서 김서방 찾기",
        "김서방",
        "kim seobang",
        "김서방 찾기",
        "hanyangseo gimseobang chatgi",
        "hanyangseo kim seobang",
    ),
    "destiny-taxi": (
        "destiny taxi",
        "데스티니 택시",
        "taxi",
        "택시",
        "destini taxi",
        "Destiny‐Taxi",
    ),
    "amor-fati": (
        "amor fati",
        "아모르 파티",
        "아모르파티",
        "amorfati",
        "Amor Fati!",
        "armor fati",
        "ㅇㅁㄹㅍㅌ",
    ),
    "emperors-serenade": (
        "The Emperor's Serenade",
        "emperor’s serenade",
        "emperors serenade",
        "serenade",
        "황제의 세레나데",
        "세레나데",
        "sernade",
    ),
    "arirang": ("arirang", "아리랑", "Arirang song", "arirng"),
    "gaho": ("Gaho", "Gaho!", "가호?", "가호", "gahoo", "gahho song", "GAHO", "ㄱㅎ", "가호♬"),
    "kei": ("Kei", "케이", "kei?"),
    "seo-ji-an": ("Seo Ji-an", "seo jian", "서지안", "seojian", "ㅅㅈㅇ"),
    "jang-na-ra": (
        "jang nara",
        "nara",
        "jangnara",
        "Jang Na Ra",
        "jang na-ra",
        "장나라",
        "장 나라",
        "ㅈㄴㄹ",
        "jang nra",
    ),
    "shin-sung-rok": (
        "shin sung rok",
        "shin sungrok",
        "신성록",
        "sinseongnok",
        "sin seongnok",
        "ㅅㅅㄹ",
        "shin seung rok",
    ),
    "jang-deok-cheol": ("jang deok cheol", "jangdeokcheol", "장덕철", "장 덕 철", "jang duk cheol"),
    "love": ("love", "사랑", "love songs", "Love!"),
    "revenge": ("revenge", "복수", "revenge songs", "복수 노래"),
    "triumph": ("triumph", "승리"),
    "mischief": ("mischief", "장난기"),
    "longing": ("longing", "그리움"),
    "why-it-matters": ("why this palace needs music", "이 궁에 음악이 필요한 이유"),
    "beyond-the-drama": ("after the credits", "엔딩 크레디트가 올라간 뒤"),
}
MEANT_NOTHING_HERE = ("iu", "bts", "zzz", "ㅂㅌㅅ", "?!", "방탄소년단")


@pytest.fixture
def everything(game: Flask) -> list[Entry]:
    return list(entries(house_day(clock.now())))


def first(query: str, everything: Iterable[Entry]) -> str:
    return next((found.entry.place["slug"] for found in matching(query, everything)), "")


class TestWhatPeopleType:
    def test_finds_what_they_mean_first(self, everything: list[Entry]) -> None:
        asked = [(query, slug) for slug, queries in MEANT.items() for query in queries]
        missed = [
            (q, slug, first(q, everything)) for q, slug in asked if first(q, everything) != slug
        ]

        assert missed == []

    @pytest.mark.parametrize("query", MEANT_NOTHING_HERE)
    def test_finds_nothing_in_the_middle_of_other_words(
        self, query: str, everything: list[Entry]
    ) -> None:
        assert matching(query, everything) == []

    def test_finds_every_entry_by_its_own_name(self, everything: list[Entry]) -> None:
        names = [(name, entry) for entry in everything for name in (entry.name.en, entry.name.ko)]

        for name, entry in names:
            assert any(found.entry is entry for found in matching(name, everything)), name

    def test_says_how_an_entry_was_found(self, everything: list[Entry]) -> None:
        hows = {
            query: matching(query, everything)[0].match
            for query in ("gaho", "kkeuchi", "ㅈㄴㄹ", "lovelyz", "gahoo")
        }

        assert list(hows.values()) == [
            Match.WHOLE_NAME,
            Match.SOUND,
            Match.INITIALS,
            Match.TEXT,
            Match.SPELLING,
        ]
