"""How fast a page is: whole requests over HTTP, at a million passages.

    python -m tests.benchmarks.pages [--passages N] [--seed S] [--repetitions R] [--every N]
                                     [--work FOLDER] [--report docs/pages]

``archive.py`` makes articles of the corpus of the speed benchmark, with all that a page shows, and
indexes them. ``addresses.py`` says what is asked for, ``server.py`` runs ``passaggi serve`` in a
process of its own, ``client.py`` asks it, ``measuring.py`` takes the times, ``inside.py`` tells
what a search spends them on, and ``report.py`` writes it down.
"""
