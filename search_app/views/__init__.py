"""The addresses that are answered: a blueprint for people, one for programs.

May enter: from a request to a response, in a few lines; what a page shows is made elsewhere.
"""
