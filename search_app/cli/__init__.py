"""The command line: ``passaggi index | search | run | serve | stats | verify | optimize | delete``.

Exit status 0: done; 1: the work failed or some input was rejected; 2: wrong usage. Errors go to
stderr, one line each.
"""

from search_app.cli.main import main, run_command

__all__ = ["main", "run_command"]
