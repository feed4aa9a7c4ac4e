"""The results page as its template is given it.

May enter: what a list of hits shows beside the hits: cards, filters, other ways to ask.
"""
