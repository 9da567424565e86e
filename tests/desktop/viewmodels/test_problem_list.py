"""The one thing the window says is wrong: the most important, until it is over or closed."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.viewmodels.problem_list import Problem, ProblemList, Rank


def problem(text: str, rank: Rank, *, page: str = "", about: object = None) -> Problem:
    return Problem(rank, lambda: text, page=page, about=about)


def said(problems: ProblemList, page: str = "logs") -> str:
    worst = problems.worst(page)
    return worst[1].say() if worst is not None else ""


def test_the_most_important_comes_first_and_the_next_when_it_is_over(qtbot: QtBot) -> None:
    problems = ProblemList()
    assert said(problems) == ""
    problems.set("port", problem("port taken", Rank.PORT))
    with qtbot.waitSignal(problems.changed):
        problems.set("store", problem("disk full", Rank.STORE))
    problems.set("update", problem("new version", Rank.UPDATE))
    assert said(problems) == "disk full"
    problems.clear("store")
    assert said(problems) == "port taken"


def test_one_of_a_page_is_told_there_alone(qtbot: QtBot) -> None:
    problems = ProblemList()
    problems.set("channels", problem("all off", Rank.CHANNELS, page="overview"))
    problems.set("backup", problem("no backup", Rank.BACKUP))
    assert said(problems, "overview") == "all off"
    assert said(problems, "logs") == "no backup"


def test_a_closed_one_stays_closed_until_it_is_about_something_else(qtbot: QtBot) -> None:
    problems = ProblemList()
    problems.set("port", problem("3000 taken", Rank.PORT, about=3000))
    problems.close("port")
    assert said(problems) == ""
    problems.set("port", problem("3000 taken", Rank.PORT, about=3000))
    assert said(problems) == ""
    problems.set("port", problem("8080 taken", Rank.PORT, about=8080))
    assert said(problems) == "8080 taken"
    problems.close("port")
    problems.clear("port")
    problems.set("port", problem("8080 taken", Rank.PORT, about=8080))
    assert said(problems) == "8080 taken", "it was over in between"
