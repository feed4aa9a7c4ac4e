"""What each line of a page is: role, date, author, section, told by place, form and wording.

May enter: rules about lines of text and what they are made of. Nothing here knows a file format.
"""
