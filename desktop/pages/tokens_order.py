"""The order of the tokens as a menu: what a click on a title does, for the keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.i18n import translate
from desktop.models.token_order import SORTABLE, Sorting
from desktop.models.token_table import TokenColumn, titles
from desktop.viewmodels.tokens import TokensModel
from desktop.widgets.menu import Menu

_LARGEST_FIRST = (TokenColumn.BALANCE, TokenColumn.USED, TokenColumn.LAST_USED, TokenColumn.ON)
"""What a first choice of these columns means; the others begin with the smallest."""


def order_menu(parent: QWidget, model: TokensModel) -> Menu:
    """The columns that are there to order by; the chosen one again turns it round."""
    menu, sorting = Menu(parent), model.sorting
    menu.setObjectName("token-order-menu")
    newest = partial(model.sort, Sorting())
    menu.add(translate("TokensPage", "Newest first"), newest, checked=sorting.column is None)
    menu.addSeparator()
    hidden = (TokenColumn.PERSON,) if model.alone else ()
    for column in (each for each in SORTABLE if each not in hidden):
        chosen = column is sorting.column
        order = Sorting(column, not sorting.descending if chosen else column in _LARGEST_FIRST)
        menu.add(titles()[column], partial(model.sort, order), checked=chosen)
    return menu
