"""The log's filter as text: what is read, what is marked, what is written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.viewmodels.log_completion import complete
from desktop.viewmodels.log_query import Trouble, add, parse, put, write
from gateway.domain.log_terms import KINDS, NUMBERS, STATUSES, Subject, Term, named
from gateway.domain.money import NANO

S = Subject


def number(subject: Subject, amount: int, compare: str = ">", without: bool = False) -> Term:
    return Term(subject, "", amount, compare, without)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("model:sonnet", (Term(S.MODEL, "sonnet"),)),
        ("MODEL:sonnet", (Term(S.MODEL, "sonnet"),)),
        ("served:opus", (Term(S.SERVED, "opus"),)),
        ("-served:cache", (Term(S.SERVED, "cache", without=True),)),
        ("status:error token:mia", (Term(S.STATUS, "error"), Term(S.TOKEN, "mia"))),
        ('channel:"My proxy"', (Term(S.CHANNEL, "My proxy"),)),
        ('client:"the \\"best\\" app"', (Term(S.CLIENT, 'the "best" app'),)),
        (">5s", (number(S.TOTAL, 5000),)),
        ("<1s", (number(S.TOTAL, 1000, "<"),)),
        ("total>=2.5", (number(S.TOTAL, 2500, ">="),)),
        ("first>500ms", (number(S.FIRST, 500),)),
        ("duration>2m", (number(S.TOTAL, 120_000),)),
        ("cost>0.01", (number(S.COST, NANO // 100),)),
        ("cost<=$2", (number(S.COST, 2 * NANO, "<="),)),
        ("in>1k out<2", (number(S.IN, 1000), number(S.OUT, 2, "<"))),
        ("tries:3", (number(S.TRIES, 3, "="),)),
        ("-cost>1", (number(S.COST, NANO, without=True),)),
        ("-model:gpt*", (Term(S.MODEL, "gpt*", without=True),)),
        ("status:cut-short", (Term(S.STATUS, "cut_short"),)),
        ("status:OK", (Term(S.STATUS, "done"),)),
        ("is:test", (Term(S.IS, "test"),)),
        ("free text", (Term(S.TEXT, "free"), Term(S.TEXT, "text"))),
        ('"free text"', (Term(S.TEXT, "free text"),)),
        ('-"not this"', (Term(S.TEXT, "not this", without=True),)),
        ("llama3:8b", (Term(S.TEXT, "llama3:8b"),)),
        ("qwen:7b", (Term(S.TEXT, "qwen:7b"),)),
        ("https://api.example.com", (Term(S.TEXT, "https://api.example.com"),)),
        ('"model:x"', (Term(S.TEXT, "model:x"),)),
        ("model：gpt ＞5s", (Term(S.MODEL, "gpt"), number(S.TOTAL, 5000))),
        ('“two words”', (Term(S.TEXT, "two words"),)),
    ],
)  # fmt: skip
def test_what_is_understood(text: str, terms: tuple[Term, ...]) -> None:
    query = parse(text)
    assert query.terms == terms
    assert query.troubles == ()


@pytest.mark.parametrize("text", ["model:", "status:", "cost>", ">", "-", '"', 'model:"'])
def test_what_is_only_begun_filters_nothing_and_is_no_mistake(text: str) -> None:
    query = parse(text)
    assert query.terms == ()
    assert query.troubles == ()


@pytest.mark.parametrize(
    ("text", "trouble", "meant"),
    [
        ("modle:sonnet", Trouble.WORD, "model"),
        ("chanel:x", Trouble.WORD, "channel"),
        ("status:broken", Trouble.STATUS, "status"),
        ("is:nice", Trouble.KIND, "is"),
        (">5x", Trouble.NUMBER, "total"),
        ("cost>cheap", Trouble.NUMBER, "cost"),
        ("in>$5", Trouble.NUMBER, "in"),
        ("first>1k", Trouble.NUMBER, "first"),
    ],
)
def test_what_is_not_understood_is_marked_where_it_stands(
    text: str, trouble: Trouble, meant: str
) -> None:
    query = parse(f"model:a {text} b")
    (piece,) = query.troubles
    assert (piece.trouble, piece.meant) == (trouble, meant)
    assert (piece.start, piece.end) == (8, 8 + len(text))
    assert query.terms == (Term(S.MODEL, "a"), Term(S.TEXT, "b")), "the rest still filters"


def test_one_value_of_a_subject_is_put_in_the_place_of_others() -> None:
    text = 'a model:x b -model:"y z" >5s'
    assert put(text, S.MODEL, "new one") == 'a model:"new one" b >5s'
    assert put(text, S.MODEL, "") == "a b >5s"
    assert put(text, S.STATUS, "error") == f"{text} status:error"
    assert put('"open quote', S.STATUS, "error") == '"open quote" status:error'
    assert put("", S.STATUS, "") == ""
    assert add("a ", Term(S.CHANNEL, "#3", without=True)) == "a -channel:#3"


def test_what_a_list_shows_is_known_only_for_a_single_value() -> None:
    assert parse("x").only(S.MODEL) == ""
    assert parse("model:a").only(S.MODEL) == "a"
    assert parse("model:a model:b").only(S.MODEL) is None
    assert parse("-model:a").only(S.MODEL) is None


def test_names_are_equal_or_else_contained() -> None:
    names = {1: "OpenAI", 2: "OpenAI backup", 3: "Ollama"}
    assert named("openai", names) == [1]
    assert named("open", names) == [1, 2]
    assert named("o*", names) == [1, 2, 3]
    assert named("openai*", names) == [1, 2]
    assert named("none", names) == []


VALUES = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() != "")
TERMS = st.one_of(
    st.builds(
        Term,
        st.sampled_from([S.MODEL, S.CHANNEL, S.TOKEN, S.PERSON, S.CLIENT, S.TEXT]),
        VALUES,
        without=st.booleans(),
    ),
    st.builds(Term, st.just(S.STATUS), st.sampled_from(STATUSES), without=st.booleans()),
    st.builds(Term, st.just(S.IS), st.sampled_from(KINDS), without=st.booleans()),
    st.builds(
        Term,
        st.sampled_from(sorted(NUMBERS)),
        st.just(""),
        st.integers(0, 10**12),
        st.sampled_from(["=", "<", "<=", ">", ">="]),
        st.booleans(),
    ),
)


@given(st.text(max_size=80))
def test_any_text_is_read_and_its_pieces_lie_in_order_inside_it(text: str) -> None:
    query = parse(text)
    end = 0
    for piece in query.pieces:
        assert end <= piece.start < piece.end <= len(text)
        assert text[end : piece.start].translate({0x3000: " "}).strip() == ""
        end = piece.end
    assert text[end:].translate({0x3000: " "}).strip() == ""


@given(st.lists(TERMS, max_size=6))
def test_what_is_written_is_read_back(terms: list[Term]) -> None:
    text = " ".join(write(term) for term in terms)
    assert parse(text).terms == tuple(terms)
    assert parse(text).troubles == ()


@given(st.text(max_size=60), TERMS)
def test_a_term_can_be_added_to_any_text(text: str, term: Term) -> None:
    before = parse(text).terms
    assert parse(add(text, term)).terms == (*before, term)


@given(st.text(max_size=60), VALUES)
def test_a_value_can_be_put_into_any_text(text: str, value: str) -> None:
    after = parse(put(text, S.CHANNEL, value))
    assert after.only(S.CHANNEL) == value
    others = [term for term in parse(text).terms if term.subject is not S.CHANNEL]
    assert [term for term in after.terms if term.subject is not S.CHANNEL] == others


VOCABULARY = {
    S.MODEL: ("claude-sonnet-4-5", "gpt-5", "gpt-5-mini", "llama3:8b"),
    S.CHANNEL: ("OpenAI", "Open Router"),
    S.CLIENT: ("Cursor",),
}


def offered(text: str, cursor: int | None = None) -> list[str]:
    at = len(text) if cursor is None else cursor
    return [option.text for option in complete(text, at, VOCABULARY).options]


def test_words_and_values_are_offered_while_typing() -> None:
    assert offered("")[:3] == ["model:", "channel:", "token:"]
    assert offered("mo") == ["model:"]
    assert offered("c") == ["channel:", "client:", "cost>"]
    assert offered("model:gpt") == ["model:gpt-5", "model:gpt-5-mini"]
    assert offered("-model:son") == ["-model:claude-sonnet-4-5"]
    assert offered("son") == ["model:claude-sonnet-4-5"]
    assert offered("channel:ope") == ["channel:OpenAI", 'channel:"Open Router"']
    assert offered("status:fa") == ["status:failed"]
    assert offered("model:claude-sonnet-4-5") == [], "nothing more to say"
    assert offered('"model') == []
    assert offered("cost>") == []


def test_the_piece_under_the_cursor_is_the_one_that_is_completed() -> None:
    found = complete("a model:gp b", 10, VOCABULARY)
    assert (found.start, found.end) == (2, 10)
    assert [option.value for option in found.options] == ["gpt-5", "gpt-5-mini"]


@given(st.text(max_size=40), st.integers(0, 40))
def test_an_option_put_in_place_is_a_term_or_a_beginning(text: str, at: int) -> None:
    cursor = min(at, len(text))
    found = complete(text, cursor, VOCABULARY)
    assert 0 <= found.start <= cursor <= found.end <= len(text)
    for option in found.options:
        (piece,) = parse(option.text).pieces
        assert piece.trouble is None
        assert (piece.term is not None) == option.finished
