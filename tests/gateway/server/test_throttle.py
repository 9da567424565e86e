"""Guessing gets slow, for strangers sooner; nobody is locked out and memory is bounded."""

from __future__ import annotations

from gateway.server.middleware.throttle import (
    FORGIVEN_EVERY_S,
    MOST_ADDRESSES,
    STRANGER,
    THIS_COMPUTER,
    Throttle,
)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def delays(throttle: Throttle, address: str, count: int) -> list[float]:
    return [throttle.failed(address) for _ in range(count)]


def test_a_few_mistakes_are_free_then_each_costs_twice_as_much_up_to_an_end() -> None:
    throttle = Throttle(Clock())
    assert delays(throttle, "192.168.1.7", STRANGER.free) == [0.0] * STRANGER.free
    assert delays(throttle, "192.168.1.7", 7) == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0]


def test_this_computer_is_treated_gently() -> None:
    throttle = Throttle(Clock())
    for address in ("127.0.0.1", "::1"):
        assert delays(throttle, address, THIS_COMPUTER.free) == [0.0] * THIS_COMPUTER.free
        assert delays(throttle, address, 4) == [0.25, 0.5, 1.0, 1.0]


def test_addresses_do_not_pay_for_one_another() -> None:
    throttle = Throttle(Clock())
    delays(throttle, "192.168.1.7", 20)
    assert throttle.failed("192.168.1.8") == 0.0


def test_a_machine_with_many_addresses_is_one_machine() -> None:
    throttle = Throttle(Clock())
    for number in range(STRANGER.free):
        assert throttle.failed(f"2001:db8:1:2::{number:x}") == 0.0
    assert throttle.failed("2001:db8:1:2:ffff::1") == 0.25
    assert throttle.failed("2001:db8:1:3::1") == 0.0
    assert throttle.failed("fe80::1%eth0") == 0.0
    delays(throttle, "::ffff:10.0.0.1", STRANGER.free)
    assert throttle.failed("10.0.0.1") == 0.25


def test_time_forgives() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    delays(throttle, "10.0.0.1", STRANGER.free + 3)
    clock.now += 2 * FORGIVEN_EVERY_S
    assert throttle.failed("10.0.0.1") == 0.5
    clock.now += 1_000 * FORGIVEN_EVERY_S
    assert delays(throttle, "10.0.0.1", STRANGER.free) == [0.0] * STRANGER.free


def test_failures_without_end_neither_overflow_nor_fill_memory() -> None:
    throttle = Throttle(Clock())
    assert delays(throttle, "10.0.0.1", 5_000)[-1] == STRANGER.longest_s
    for number in range(2 * MOST_ADDRESSES):
        throttle.failed(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(throttle) == MOST_ADDRESSES
    assert throttle.failed("no address at all") == 0.0
