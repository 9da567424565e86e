"""Reserve, top up, settle, release: the arithmetic of balances, all of it synchronous."""

from __future__ import annotations

from gateway.domain.money import format_dollars
from gateway.domain.person import OWNER_ID
from gateway.errors import GatewayError
from gateway.ledger.accounts import (
    Account,
    AccountKind,
    Payer,
    Posting,
    Reservation,
    Split,
)


class Ledger:
    """All accounts. Balances change only through :meth:`commit` and :meth:`put`."""

    def __init__(self) -> None:
        self._accounts: dict[tuple[AccountKind, int], Account] = {}
        self.open_reservations = 0

    def put(
        self, kind: AccountKind, account_id: int, *, unlimited: bool, balance: int, used: int
    ) -> Account:
        """Loads an account, or brings a known one to what the store says; reservations stay."""
        account = self._accounts.get((kind, account_id))
        if account is None:
            account = Account(kind, account_id, unlimited, balance, used)
            self._accounts[(kind, account_id)] = account
        else:
            account.unlimited, account.balance, account.used = unlimited, balance, used
        return account

    def account(self, kind: AccountKind, account_id: int) -> Account:
        return self._accounts[(kind, account_id)]

    def get(self, kind: AccountKind, account_id: int) -> Account | None:
        return self._accounts.get((kind, account_id))

    @property
    def owner(self) -> Account:
        return self._accounts[(AccountKind.PERSON, OWNER_ID)]

    def payer(self, token_id: int, person_id: int) -> Payer:
        return Payer(
            self._accounts[(AccountKind.TOKEN, token_id)],
            self._accounts[(AccountKind.PERSON, person_id)],
        )

    def reserve(self, payer: Payer, nano: int) -> Reservation:
        """Promises ``nano`` to a request.

        Raises GatewayError ``insufficient_quota`` and holds nothing.
        """
        reservation = Reservation(payer)
        self.open_reservations += 1
        try:
            self._grow(reservation, nano)
        except GatewayError:
            self.open_reservations -= 1
            reservation.open = False
            raise
        return reservation

    def change(self, reservation: Reservation, nano: int) -> None:
        """Brings a reservation to ``nano`` in one step (another candidate, another price).

        Raises GatewayError ``insufficient_quota`` and leaves it as it was.
        """
        if nano > reservation.nano:
            self._grow(reservation, nano)
        else:
            self._hold(reservation, nano)

    def promise(self, reservation: Reservation, nano: int) -> None:
        """Tells a request that it may cost ``nano`` in all; lasts until its reservation changes."""
        self._hold(reservation, reservation.nano, max(0, nano - reservation.nano))

    def top_up(self, reservation: Reservation, nano: int) -> bool:
        """Raises a reservation to ``nano`` if the payer can; False leaves it as it was."""
        try:
            self.change(reservation, max(nano, reservation.nano))
        except GatewayError:
            return False
        return True

    def settle(self, reservation: Reservation, charge: int) -> Split:
        """Divides ``charge``: what the payer still has is the payer's, the rest the owner's.

        What the payer will pay stays held until :meth:`commit`; no balance moves before that.
        """
        payable = charge
        for account in reservation.payer.accounts:
            if not account.unlimited:
                own = reservation.nano if account in reservation.held else 0
                payable = min(payable, max(0, account.available + own))
        self._hold(reservation, max(payable, reservation.nano) if payable == charge else payable)
        postings = [
            Posting(account, 0 if account.unlimited else -payable, payable)
            for account in reservation.payer.accounts
        ]
        overrun = charge - payable
        if overrun:
            owner = self.owner
            postings.append(Posting(owner, 0 if owner.unlimited else -overrun, overrun, "overrun"))
        return Split(payable, overrun, tuple(postings))

    def commit(self, reservation: Reservation, split: Split) -> None:
        """The settlement is in the store: balances move, the reservation ends."""
        for posting in split.postings:
            posting.account.balance += posting.amount
            posting.account.used += posting.used
        self.release(reservation)

    def release(self, reservation: Reservation) -> None:
        """Gives back what is held; doing so twice changes nothing."""
        if not reservation.open:
            return
        reservation.open = False
        self.open_reservations -= 1
        self._give_back(reservation)

    def _grow(self, reservation: Reservation, nano: int) -> None:
        for account in reservation.payer.accounts:
            if account.unlimited:
                continue
            more = nano - (reservation.nano if account in reservation.held else 0)
            if account.available < more:
                raise insufficient(account, nano)
        self._hold(reservation, nano)

    def _hold(self, reservation: Reservation, nano: int, promise: int = 0) -> None:
        """Holds ``nano`` on what is limited now, and gives back what was held before."""
        self._give_back(reservation)
        reservation.held = [a for a in reservation.payer.accounts if not a.unlimited]
        for account in reservation.held:
            account.reserved += nano
            account.promised += promise
        reservation.nano, reservation.promise = nano, promise

    def _give_back(self, reservation: Reservation) -> None:
        for account in reservation.held:
            account.reserved -= reservation.nano
            account.promised -= reservation.promise
        reservation.nano = reservation.promise = 0
        reservation.held = []


def insufficient(account: Account, nano: int) -> GatewayError:
    """The precise refusal: whose balance, how much is left, how much this request could cost."""
    whose = "this token's balance" if account.kind is AccountKind.TOKEN else "your balance"
    return GatewayError(
        "insufficient_quota",
        f"{whose} is {format_dollars(max(0, account.balance))}"
        + (
            f", {format_dollars(account.reserved)} of it held by running requests"
            * bool(account.reserved)
        )
        + f"; this request could cost {format_dollars(nano)}. Nothing was charged.",
        should_retry=False,
        details={
            "balance_nano": account.balance,
            "reserved_nano": account.reserved,
            "needed_nano": nano,
        },
    )
