"""The engine that lives in a folder: a SQLite store and an inverted index beside it.

May enter: how articles become segments, when these are merged, and how a search reads them. May
not: how a segment is laid out (``codec``) or a query node evaluated (``execute``); the web.
"""
