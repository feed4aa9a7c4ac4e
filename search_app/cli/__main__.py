"""``python -m search_app.cli`` is ``passaggi``."""

from search_app.cli.main import main

main()
