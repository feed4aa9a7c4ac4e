"""From what the user typed to what is looked up; knows the analyzers, no engine."""
