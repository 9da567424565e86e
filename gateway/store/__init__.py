"""The journal of everything: one writer thread that groups commits, reader threads, Peewee models.

The only package that imports peewee. Repositories (``channels``, ``tokens``, ``people``, ...) are
plain functions that run inside :meth:`Database.write` or :meth:`Database.read`.
"""
