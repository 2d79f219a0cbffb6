"""Spreadsheets of any agency: opened safely, their cells understood, their columns proposed.

Pure: nothing here knows a database. A mapped sheet is read into the rows of `exchange.rows`.
"""
