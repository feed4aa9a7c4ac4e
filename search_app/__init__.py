"""The command line and the web front end; sees engines only through their Protocol."""
