"""Rules for the parts of a request: which method, host, origin, path, query or field name is one.

What breaks them is sent by no browser, and much of it is an error somewhere further in: in IDNA,
in the parser of URLs, in what takes every digit of Unicode for a number.
"""

import re
from ipaddress import AddressValueError, IPv6Address

LONGEST_HOST = 259
"""A name of 253 characters (RFC 1035), a colon and a port."""
LONGEST_ORIGIN = 31 + len("://") + LONGEST_HOST
LONGEST_FIELD_NAME = 120

METHOD = re.compile("[A-Z-]{1,20}")
HOST = re.compile(
    r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?)"
    r"(?::(?P<port>[0-9]{0,5}))?"
)
"""RFC 3986, 3.2.2, with names of labels as in RFC 1123; some networks use underscores as well."""
ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://(?P<host>[^/]*)")
"""RFC 6454, 6.2; a file's origin has no host."""
FIELD_NAME = re.compile("[A-Za-z0-9_.-]+")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
HIGHEST_PORT = 65535


def is_method(text: str) -> bool:
    return METHOD.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """Whether it is a name or an address, with or without a port."""
    parts = HOST.fullmatch(text) if len(text) <= LONGEST_HOST else None
    if parts is None or int(parts["port"] or 0) > HIGHEST_PORT:
        return False
    return parts["ipv6"] is None or _is_ipv6(parts["ipv6"])


def is_origin(text: str) -> bool:
    """Whether it is ``null``, or a scheme with a host."""
    parts = ORIGIN.fullmatch(text) if len(text) <= LONGEST_ORIGIN else None
    if parts is None:
        return text == "null"
    return not parts["host"] or is_host(parts["host"])


def is_text(wsgi_text: str) -> bool:
    """Whether a path or query is UTF-8 without control characters.

    :param wsgi_text: as PEP 3333 has it, each byte a character.
    """
    if wsgi_text.isascii():
        return wsgi_text.isprintable()
    try:
        text = wsgi_text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return CONTROL.search(text) is None


def is_field_name(text: str) -> bool:
    """Whether a field of a form of ours could be named so."""
    return len(text) <= LONGEST_FIELD_NAME and FIELD_NAME.fullmatch(text) is not None


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
