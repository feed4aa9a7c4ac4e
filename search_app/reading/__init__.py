"""One article, for whoever reads and judges it.

May enter: what the reading view shows of an article, its text and what is known about it.
"""
