"""The pages that are cached: the same for everybody, or but for a few marks of the visitor."""

TRACK = "/en/tracks/not-over"
FOR_EVERYBODY = [
    "/en/",
    "/en/album/",
    TRACK,
    "/en/artists/gaho",
    "/en/themes/revenge",
    "/en/chapters/why-it-matters",
    "/en/diary",
]
PER_VISIT = ["/en/mood/", "/en/trivia/"]
