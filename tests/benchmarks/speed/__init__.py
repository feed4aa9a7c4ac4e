"""How fast it is: the array engine and its peers, in one run, on one corpus, by ratios.

    python -m tests.benchmarks.speed [--passages N] [--seed S] [--repetitions R]
                                     [--peers tantivy,lucene,fts5,whoosh] [--work FOLDER]
                                     [--report docs/speed] [--check docs/speed.json]
    python -m tests.benchmarks.speed --growth 10000,100000,1000000,10000000 [--report docs/speed]

Seconds measured on one machine say little about another; the ratio of two engines that answer the
same queries in turn says more. ``corpus.py`` makes the passages, ``queries.py`` the queries,
``peers/`` the engines, ``agreement.py`` makes sure that they do the same work, ``latency.py``,
``indexing.py`` and ``opening.py`` measure it, ``report.py`` writes it down. What all of it costs at
one size after the other is measured apart (``growth.py``) and added to the report (``grown.py``).
"""
