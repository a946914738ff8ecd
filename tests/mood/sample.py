"""The sample content of the scoring paper: placeholder tracks, tried questions."""

TRACKS: dict[str, dict[str, int]] = {
    "t1": {"power": 3, "grandeur": 5, "triumph": 3},
    "t2": {"love": 3, "romance": 5, "longing": 1, "grandeur": 2},
    "t3": {"love": 3, "longing": 5, "tragedy": 2},
    "t4": {"betrayal": 5, "power": 2, "suspense": 4},
    "t5": {"sacrifice": 1, "betrayal": 2, "revenge": 5, "turbulence": 3},
    "t6": {"love": 4, "sacrifice": 5, "tragedy": 2},
    "t7": {"longing": 3, "sacrifice": 2, "tragedy": 5},
    "t8": {"betrayal": 1, "suspense": 5, "turbulence": 2, "mischief": 2},
    "t9": {"power": 5, "grandeur": 1, "suspense": 1, "turbulence": 5},
    "t10": {"romance": 1, "grandeur": 1, "triumph": 5, "mischief": 4},
}

ITEMS: tuple[tuple[dict[str, int], ...], ...] = (
    (
        {"grandeur": 3, "romance": 1},
        {"suspense": 3, "betrayal": 1},
        {"longing": 3, "love": 1},
        {"power": 3, "triumph": 1},
    ),
    (
        {"romance": 3, "love": 1},
        {"mischief": 3, "suspense": 1},
        {"revenge": 3, "betrayal": 1},
        {"grandeur": 2, "power": 2},
    ),
    (
        {"suspense": 3, "betrayal": 1},
        {"longing": 3, "tragedy": 1},
        {"revenge": 2, "mischief": 2},
        {"sacrifice": 3, "love": 1},
    ),
    (
        {"triumph": 3, "mischief": 1},
        {"turbulence": 3, "mischief": 1},
        {"sacrifice": 3, "love": 1},
        {"betrayal": 2, "suspense": 2},
    ),
    (
        {"romance": 3, "longing": 1},
        {"turbulence": 3, "power": 1},
        {"suspense": 3, "tragedy": 1},
        {"grandeur": 2, "triumph": 2},
    ),
    (
        {"revenge": 3, "power": 1},
        {"tragedy": 2, "betrayal": 2},
        {"turbulence": 3, "triumph": 1},
        {"love": 3, "sacrifice": 1},
    ),
    (
        {"power": 3, "grandeur": 1},
        {"longing": 2, "tragedy": 2},
        {"romance": 3, "love": 1},
        {"suspense": 2, "mischief": 2},
    ),
    (
        {"sacrifice": 2, "tragedy": 2},
        {"triumph": 3, "mischief": 1},
        {"revenge": 3, "suspense": 1},
        {"love": 3, "longing": 1},
    ),
    (
        {"grandeur": 3, "triumph": 1},
        {"suspense": 2, "turbulence": 2},
        {"love": 3, "romance": 1},
        {"tragedy": 3, "longing": 1},
    ),
    (
        {"power": 2, "grandeur": 2},
        {"mischief": 3, "triumph": 1},
        {"turbulence": 3, "suspense": 1},
        {"betrayal": 3, "power": 1},
    ),
    (
        {"romance": 2, "longing": 2},
        {"sacrifice": 3, "love": 1},
        {"power": 3, "triumph": 1},
        {"revenge": 2, "betrayal": 2},
    ),
    (
        {"tragedy": 3, "sacrifice": 1},
        {"triumph": 2, "power": 2},
        {"longing": 3, "romance": 1},
        {"turbulence": 3, "revenge": 1},
    ),
)

THEMES = (
    "love",
    "romance",
    "longing",
    "sacrifice",
    "tragedy",
    "betrayal",
    "revenge",
    "power",
    "grandeur",
    "suspense",
    "turbulence",
    "triumph",
    "mischief",
)
