"""What a word is called elsewhere: translations, names, irregular forms, cognates.

Knows the analyzers and the data files of ``data/lexicon``; no query, no index.
"""
