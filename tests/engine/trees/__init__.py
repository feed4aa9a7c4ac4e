"""The executor of Whoosh query trees, compared with a plain evaluation of the same trees.

`reference.py` says what a tree means: its own sets and sums over what Whoosh's matchers say of each
leaf (`leaves.py`), for Whoosh's compounds have faults. `strategies.py` makes random schemas,
documents, commits and trees. `build.py` indexes them twice, by the codec under test and by Whoosh's
own, and compares; `subject.py` is what is under test. `test_trees.py` goes through random cases;
`test_meaning.py`, `test_sizes.py` and `test_histories.py` through indexes made by hand (`made.py`);
`test_reference.py` holds the reference against what was worked out by hand.
"""
