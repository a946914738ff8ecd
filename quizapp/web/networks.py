"""Networks of addresses, which limits count: a customer has all addresses of an IPv6 network."""

from ipaddress import IPv6Address, IPv6Network

from flask import has_request_context, request

CUSTOMER_BITS = (64, 56, 48)
"""What providers give to one customer: a /64 or a /56, and at most a /48 (RFC 6177)."""


def network_of(address: str, bits: int = CUSTOMER_BITS[0]) -> str:
    """The IPv6 network of so many bits that an address lies in; of IPv4 the address itself."""
    if ":" not in address:
        return address
    try:
        parsed = IPv6Address(address)
    except ValueError:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed), bits), strict=False))


def networks_of(address: str) -> list[str]:
    """The networks of each of `CUSTOMER_BITS`, the smallest first; of IPv4 one, the address."""
    return list(dict.fromkeys(network_of(address, bits) for bits in CUSTOMER_BITS))


def visitor_network() -> str:
    """The network of the current request; empty outside of one."""
    return network_of(request.remote_addr or "") if has_request_context() else ""
