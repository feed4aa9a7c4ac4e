"""The command line and the web front end; sees engines only through their Protocol.

May enter: what turns a request into a Query and an answer into a page, JSON or lines of text.
May not: anything that knows how passages are stored, analysed or ranked. The web front end is
``search_app.app.create_app``; nothing here imports Flask before it is called for.
"""
