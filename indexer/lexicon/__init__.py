"""What a word is called elsewhere: translations, names, irregular forms, cognates.

Knows the analyzers, the data files of ``data/lexicon`` and what users bring (``brought``, of any
format of ``imports``); no query, and of an index only the folder in which lexica are kept.
"""
