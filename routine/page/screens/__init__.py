"""A module a screen: `GET` and `POST` say which address is answered by which function. In order: `navigation.py`."""
