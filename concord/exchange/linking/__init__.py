"""Whole files of people linked with one another and with the register: who is in them twice.

Nothing is added to the register: what comes out is a table, a report, and for pairs of entries
that somebody should look at, a question in the queue of whoever keeps them.
"""
