"""What leaves the page: a search or a passage in the form that another program or text takes.

May enter: one module for each form, from hits and stored articles to its text, and what several
forms need of them (authors' names, dates, the characters that a form cannot carry). Which address
answers with it is settled in ``views/``.
"""
