"""Who reaches the management API at all."""

from __future__ import annotations

import pytest
from multidict import CIMultiDict

from gateway.server.middleware.guard import check_host, check_origin, refuse_foreign


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:3000",
        "LOCALHOST:3000",
        "127.0.0.1",
        "127.0.0.1:3000",
        "127.8.9.1:80",
        "[::1]",
        "[::1]:3000",
        "[::ffff:127.0.0.1]:3000",
        "nas.example:3000",
    ],
)
def test_names_of_this_computer(host: str) -> None:
    assert check_host(host, {"nas.example"})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:3000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "localhost:3000:3000",
        "localhost:port",
        "localhost/path",
        "localhost?x",
        "192.168.1.5:3000",
        "0.0.0.0:3000",
        "[fe80::1]",
        "[::1",
        "nas.example.evil:3000",
    ],
)
def test_other_names_are_rebound_or_not_ours(host: str) -> None:
    assert not check_host(host, {"nas.example"})


@pytest.mark.parametrize(
    ("origin", "host", "site", "passes"),
    [
        (None, "localhost:3000", "", True),
        (None, "localhost:3000", "none", True),
        (None, "localhost:3000", "same-origin", True),
        ("http://localhost:3000", "localhost:3000", "same-origin", True),
        ("http://LOCALHOST:3000", "localhost:3000", "", True),
        ("http://localhost", "localhost:80", "", True),
        ("https://localhost", "localhost:443", "", True),
        ("https://localhost", "localhost", "", True),
        ("https://localhost", "localhost:3000", "", False),
        (None, "localhost:3000", "cross-site", False),
        (None, "localhost:3000", "same-site", False),
        ("http://localhost:3000", "localhost:3000", "Cross-Site", False),
        ("http://evil.example", "localhost:3000", "", False),
        ("http://localhost:8080", "localhost:3000", "", False),
        ("http://127.0.0.1:3000", "localhost:3000", "", False),
        ("null", "localhost:3000", "", False),
        ("file://", "localhost:3000", "", False),
        ("", "localhost:3000", "", False),
        ("chrome-extension://abcdef", "localhost:3000", "", False),
        ("http://localhost:port", "localhost:3000", "", False),
    ],
)
def test_browsers_ask_from_our_own_pages_alone(
    origin: str | None, host: str, site: str, passes: bool
) -> None:
    assert check_origin(origin, host, site) is passes


@pytest.mark.parametrize(
    ("remote", "headers", "passes"),
    [
        ("127.0.0.1", {"host": "localhost:3000"}, True),
        ("::1", {"Host": "[::1]:3000"}, True),
        ("::ffff:127.0.0.1", {"Host": "localhost:3000"}, True),
        ("192.168.1.7", {"Host": "localhost:3000"}, False),
        ("", {"Host": "localhost:3000"}, False),
        ("127.0.0.1", {}, False),
        ("127.0.0.1", {"Host": "evil.example"}, False),
        ("127.0.0.1", {"Host": "localhost", "Origin": "http://evil.example"}, False),
        ("127.0.0.1", {"Host": "localhost", "Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_all_checks_together(remote: str, headers: dict[str, str], passes: bool) -> None:
    refusal = refuse_foreign(remote, CIMultiDict(headers))
    assert (refusal == "") is passes
