"""What every table is made of."""

from __future__ import annotations

import peewee

from gateway.store.binding import current


class Model(peewee.Model):
    class Meta:
        database = current
        legacy_table_names = False
