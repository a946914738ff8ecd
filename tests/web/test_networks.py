"""Networks: what limits take for one visitor."""

import pytest
from flask import Flask

from quizapp.web.networks import network_of, networks_of, visitor_network


class TestNetworkOf:
    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("no:address", "no:address"),
            ("", ""),
        ],
    )
    def test_is_the_address_or_its_64_bits(self, address: str, network: str) -> None:
        assert network_of(address) == network


class TestNetworksOf:
    def test_are_what_a_provider_may_have_given_to_one_customer(self) -> None:
        assert networks_of("2001:db8:a:bcde::1") == [
            "2001:db8:a:bcde::/64",
            "2001:db8:a:bc00::/56",
            "2001:db8:a::/48",
        ]

    def test_of_version_4_are_one(self) -> None:
        assert networks_of("203.0.113.9") == ["203.0.113.9"]


class TestVisitorNetwork:
    def test_is_of_the_current_request(self) -> None:
        with Flask(__name__).test_request_context(environ_base={"REMOTE_ADDR": "2001:db8::7"}):
            assert visitor_network() == "2001:db8::/64"

    def test_is_empty_outside_of_requests(self) -> None:
        assert visitor_network() == ""
