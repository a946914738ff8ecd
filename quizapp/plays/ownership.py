"""Owner keys of results: whoever holds the key may delete the result."""

from quizapp.web import signing

PURPOSE = "result owner"


def owner_key(slug: str) -> str:
    """The secret of whoever made the result; derived, so that nothing has to be stored."""
    return signing.sign(slug, purpose=PURPOSE)


def owned_slug(key: str) -> str | None:
    """The slug of the result that the key opens, None when it opens none."""
    slug: str | None = signing.read(key, purpose=PURPOSE)
    return slug
