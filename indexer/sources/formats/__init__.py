"""Readers: one module a format, each turning what is in a file into Articles.

May enter: what one format means. Which lines of a page are its article is asked of ``lines``, what
the keys of a record may hold of ``records``.
"""
