"""Prices: each kind of token at its own rate, summed exactly, rounded up once a request."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.price import FREE, ModelPrice, RatioPrice
from gateway.domain.usage import Usage

SONNET = ModelPrice(
    Fraction(3), Fraction(15), cache_read=Fraction("0.3"), cache_write=Fraction("3.75")
)


def test_cached_and_written_tokens_have_their_own_price() -> None:
    usage = Usage(input=10_000, output=500, cache_read=8_000, cache_write=1_000)
    # 1,000 x $3 + 8,000 x $0.30 + 1,000 x $3.75 + 500 x $15, a million tokens each
    assert SONNET.nano(usage) == 3_000_000 + 2_400_000 + 3_750_000 + 7_500_000


def test_a_kind_without_a_price_costs_what_it_is_part_of() -> None:
    usage = Usage(input=100, output=50, cache_read=40, cache_write_1h=10, reasoning=20)
    plain = ModelPrice(Fraction(1), Fraction(2))
    assert plain.nano(usage) == 100 * 1000 + 50 * 2000


def test_reasoning_is_not_counted_twice() -> None:
    price = ModelPrice(Fraction(1), Fraction(2), reasoning=Fraction(4))
    assert price.nano(Usage(output=100, reasoning=30)) == 70 * 2000 + 30 * 4000


def test_fractions_of_a_nano_dollar_are_rounded_up_once() -> None:
    price = ModelPrice(Fraction("0.0001"), Fraction("0.0001"))  # 0.1 nano-dollars a token
    assert price.nano(Usage(input=3, output=4)) == 1
    assert price.nano(Usage(input=11, output=0)) == 2


def test_a_long_prompt_is_billed_whole_at_the_higher_rate() -> None:
    long = ModelPrice(Fraction(6), Fraction(22))
    price = ModelPrice(Fraction(3), Fraction(15), long_context=((200_000, long),))
    assert price.nano(Usage(input=200_000, output=1)) == 200_000 * 3000 + 15_000
    assert price.nano(Usage(input=200_001, output=1)) == 200_001 * 6000 + 22_000


def test_one_api_units() -> None:
    # one-api: (1000 + 500 x 4) x 1.25 = 3750 units
    price = RatioPrice(Fraction("1.25"), Fraction(4))
    assert price.nano(Usage(input=1000, output=500)) == 3750 * 2000
    assert RatioPrice(Fraction("0.0001")).nano(Usage(input=1)) == 2000, "never less than a unit"
    assert RatioPrice(Fraction()).nano(Usage(input=1000)) == 0, "ratio 0 is free"
    assert price.nano(Usage()) == 0, "no tokens, no charge"


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.fractions(min_value=0, max_value=100))
def test_a_multiplier_never_loses_or_gains_a_nano_dollar(
    tokens_in: int, tokens_out: int, multiplier: Fraction
) -> None:
    usage = Usage(input=tokens_in, output=tokens_out)
    exact = (tokens_in * 3000 + tokens_out * 15000) * multiplier
    assert 0 <= SONNET.nano(usage, multiplier) - exact < 1


def test_free_is_free() -> None:
    assert FREE.free
    assert FREE.nano(Usage(input=10**9, output=10**9)) == 0


def test_images_and_seconds_are_billed_where_tokens_cost_nothing() -> None:
    drawing = ModelPrice(
        Fraction(), Fraction(), units=(("images", Fraction(40_000)), ("ms_in", Fraction(1, 10)))
    )
    usage = Usage(input=12, units=(("images", 2), ("ms_in", 1_500), ("pages", 3)))
    assert drawing.nano(usage) == 80_150_000
    assert [(line.kind, line.tokens) for line in drawing.lines(usage)] == [
        ("images", 2),
        ("ms_in", 1_500),
    ]
    assert not drawing.free
    assert drawing.nano(usage, Fraction(1, 2)) == 40_075_000


def test_tokens_that_have_a_price_stand_for_the_images_they_make() -> None:
    price = ModelPrice(Fraction(1), Fraction(30), units=(("images", Fraction(39_000)),))
    made = (("images", 1),)
    assert price.nano(Usage(input=10, output=1290, units=made)) == 10_000 + 1290 * 30_000
    assert price.nano(Usage(units=made)) == 39_000_000


def test_images_have_token_prices_of_their_own() -> None:
    price = ModelPrice(
        Fraction(5), Fraction(10), image_in=Fraction(8), image_out=Fraction(32), source="x"
    )
    usage = Usage(input=100, output=50, image_in=60, image_out=40, units=(("images", 1),))
    assert price.nano(usage) == 40 * 5_000 + 60 * 8_000 + 10 * 10_000 + 40 * 32_000
    assert sum(line.dollars for line in price.lines(usage)) * 10**9 == price.nano(usage)
    assert [line.kind for line in price.lines(usage)] == [
        "input",
        "image_in",
        "output",
        "image_out",
    ]


def test_an_image_costs_what_its_size_does() -> None:
    price = ModelPrice(
        Fraction(),
        Fraction(),
        units=(("images", Fraction(4)),),
        sizes=(("big", Fraction(8)), ("hd big", Fraction(12)), ("small", Fraction(4))),
    )
    for made, each in (("small", 4), ("hd small", 4), ("big", 8), ("hd big", 12), ("odd", 12)):
        assert price.nano(Usage(units=(("images", 2),), made=made)) == 2 * each * 1_000
    assert price.nano(Usage(units=(("images", 2),))) == 8_000


def test_one_apis_ratio_counts_units_as_tokens() -> None:
    price = RatioPrice(Fraction(15))
    for usage, tokens in (
        (Usage(units=(("ms_in", 60_000),)), 200),
        (Usage(units=(("characters", 12), ("queries", 9))), 12),
        (Usage(units=(("images", 2), ("images_in", 3))), 2_000),
    ):
        assert price.nano(usage) == tokens * 15 * 2_000
        assert sum(line.dollars for line in price.lines(usage)) * 10**9 == tokens * 30_000
        assert price.measures(usage)
    assert not price.measures(Usage(units=(("queries", 9),)))
    assert price.nano(Usage(units=(("queries", 9),))) == 0
